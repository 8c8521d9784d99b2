import { bytesToHex } from '@noble/hashes/utils.js'
import type { Link } from '#src/device/link.ts'
import type { CardInField, CardReader } from '#src/device/reader.ts'
import type { ReportLink } from '#src/device/report-link.ts'
import type { DeviceDetail, WireRecord } from '#src/ipc/maintenance.ts'
import type { Result } from '#src/result.ts'
import type { Attach } from './supervisor.ts'

export type WireDevice = DeviceDetail['device']
type Identity = DeviceDetail['identity']

/** What runs over the wires of all devices. */
export interface WireLog {
  of(device: WireDevice): DeviceWire
  /** Chunks behind that number, oldest first. */
  records(after: number): readonly WireRecord[]
  /** Chunks are kept only while somebody watches; until then a byte costs no more than being counted. */
  watch(on: boolean): void
}

/** One device's wire, over all the times that it is plugged in. */
export interface DeviceWire {
  tapLink(link: Link): Link
  tapReports(reports: ReportLink): ReportLink
  /** Masks what a card answers while it signs. `wireless`: there is no wire of ours to tap, as with PC/SC. */
  tapCards(reader: CardReader, wireless?: boolean): CardReader
  /** Counts how often a device came and went, and remembers who it was. */
  observe<T>(attach: Attach<T>, identify: (device: T) => Identity): Attach<T>
  detail(): DeviceDetail
}

/** Minutes of a reader that polls, and the whole of a receipt. */
const KEPT_CHUNKS = 1000
/** A picture on its way to the printer is told by its beginning. */
const LONGEST_CHUNK = 256
/** A reader that was asked twice may send its answer once more, after it was taken. */
const VEIL_MS = 1000

export function createWireLog(now: () => number): WireLog {
  const kept: WireRecord[] = []
  const wires = new Map<WireDevice, DeviceWire>()
  let seq = 0
  let watched = false

  function keep(device: WireDevice, direction: WireRecord['direction'], bytes: Uint8Array, masked: boolean) {
    if (!watched) return
    seq += 1
    kept.push({ seq, at: now(), device, direction, hex: hexOf(bytes, masked) })
    if (kept.length > KEPT_CHUNKS) kept.shift()
  }

  return {
    of(device) {
      const known = wires.get(device)
      if (known) return known
      const made = createDeviceWire(device, keep, now)
      wires.set(device, made)
      return made
    },
    records: (after) => kept.filter((record) => record.seq > after),
    watch(on) {
      watched = on
      if (!on) kept.length = 0
    },
  }
}

function hexOf(bytes: Uint8Array, masked: boolean): string {
  const shown = bytes.subarray(0, LONGEST_CHUNK)
  return (masked ? 'xx'.repeat(shown.length) : bytesToHex(shown)) + (bytes.length > shown.length ? '…' : '')
}

type Keep = (
  device: WireDevice,
  direction: WireRecord['direction'],
  bytes: Uint8Array,
  masked: boolean,
) => void

function createDeviceWire(device: WireDevice, keep: Keep, now: () => number): DeviceWire {
  let identity: Identity = []
  let opened = 0
  let lost = 0
  let bytesIn = 0
  let bytesOut = 0
  /** How many answers are on their way that nobody may read, and when the last of them was there. */
  let secrets = 0
  let secretAt = Number.NEGATIVE_INFINITY

  function heard(bytes: Uint8Array): void {
    bytesIn += bytes.length
    keep(device, 'in', bytes, secrets > 0 || Math.abs(now() - secretAt) < VEIL_MS)
  }
  function said(bytes: Uint8Array): void {
    bytesOut += bytes.length
    keep(device, 'out', bytes, false)
  }

  async function hidden<T>(task: () => Promise<T>): Promise<T> {
    secrets += 1
    try {
      return await task()
    } finally {
      secrets -= 1
      secretAt = now()
    }
  }

  /** `aloud`: the exchange itself is what there is to see. */
  const tapCard = (card: CardInField, aloud: boolean): CardInField => ({
    uid: card.uid,
    release: () => card.release(),
    async transmit(apdu) {
      if (aloud) said(apdu)
      const ask = async () => {
        const answer = await card.transmit(apdu)
        if (aloud && answer.ok) heard(answer.value)
        return answer
      }
      return isOpenTo(apdu) ? ask() : hidden(ask)
    },
  })

  return {
    tapLink(link) {
      // First of all who listen, so that a chunk is kept before anything comes of it.
      link.onData(heard)
      return {
        ...link,
        write(bytes) {
          said(bytes)
          return link.write(bytes)
        },
      }
    },
    tapReports(reports) {
      reports.onReport(heard)
      return {
        ...reports,
        write(report) {
          said(report)
          return reports.write(report)
        },
      }
    },
    tapCards: (reader, wireless = false) => ({
      ...reader,
      async waitForCard(cancel) {
        const found = await reader.waitForCard(cancel)
        return found.ok ? { ok: true, value: tapCard(found.value, wireless) } : found
      },
    }),
    observe: (attach, identify) => async () => {
      const attached = await attach()
      if (!attached.ok) return attached
      opened += 1
      identity = [['place', attached.value.label], ...identify(attached.value.device)]
      void attached.value.gone.then(() => {
        lost += 1
      })
      return attached
    },
    detail: () => ({
      device,
      identity,
      counters: [
        ['opened', opened],
        ['lost', lost],
        ['bytes-in', bytesIn],
        ['bytes-out', bytesOut],
      ],
    }),
  }
}

const SELECT = 0xa4
const DESFIRE = 0x90

/** Questions of who a card is. Any other may be answered by a signature, and that is worth money. */
const isOpenTo = ([cla, ins]: Uint8Array): boolean => ins === SELECT || cla === DESFIRE

/** A wire that was just opened, with an ear on it. */
export const tapped = <E extends Result<Link>>(opened: E, wire: DeviceWire | undefined) =>
  opened.ok && wire ? { ...opened, value: wire.tapLink(opened.value) } : opened

export const tappedReports = <E extends Result<ReportLink>>(opened: E, wire: DeviceWire | undefined) =>
  opened.ok && wire ? { ...opened, value: wire.tapReports(opened.value) } : opened
