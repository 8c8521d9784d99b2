import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jetstreamManager } from '@nats-io/jetstream'
import { createUser } from '@nats-io/nkeys'
import { expect, vi } from 'vitest'
import { systemClock } from '#drivers/system-clock.ts'
import type { Fed } from '#main/fleet/fed.ts'
import { type Fleet, openFleet } from '#main/fleet/fleet.ts'
import { type Ledger, openLedger } from '#main/ledger/ledger.ts'
import { fleetSchema } from '#src/config/fleet.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import { readUplinked, type Uplinked, uplinkedText } from '#src/fleet/entry.ts'
import { STREAMS } from '#src/fleet/names.ts'
import { storedSubject } from '#src/fleet/partition.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import { acceptedPayment } from '../../fakes/accepted.ts'
import type { Broker } from '../../support/nats.ts'

export const KIOSK = { site: 'almaty-1', terminal: 'gate-07' }

/** The terminal's real journal and its side of the fleet, without the rest of the program. */
export interface Kiosk {
  readonly ledger: Ledger
  readonly fleet: Fleet
  readonly said: readonly string[]
  readonly faults: readonly ErrorCode[]
  /** How often it wanted to be restarted. */
  restarts(): number
  /** Takes payments with these receipts. */
  sell(...receipts: number[]): Promise<void>
  /** Resolves when the fleet has all that the journal has. */
  level(): Promise<void>
  stop(): Promise<void>
}

export interface KioskParts {
  readonly folder: string
  readonly url: string
  readonly isSelling?: () => boolean
  /** What the configuration says beside the server and the site. */
  readonly more?: { readonly credentials: string; readonly ca: string }
  readonly feds?: readonly Fed[]
}

export const FIGURES = '# TYPE tapsyr_taps_total counter\ntapsyr_taps_total 3\n'

const PATIENCE = { timeout: 60_000, interval: 20 }
let opened = 0

export async function openKiosk({
  folder,
  url,
  isSelling = () => false,
  more,
  feds = [],
}: KioskParts): Promise<Kiosk> {
  opened += 1
  const run = opened
  let drawn = 0
  const said: string[] = []
  const faults: ErrorCode[] = []
  const restart = vi.fn()
  const randomBytes = (n: number) => {
    drawn += 1
    return new Uint8Array(n).fill(run % 250).fill(drawn, 0, 1)
  }
  const base = { clock: systemClock, randomBytes, log: (text: string) => said.push(text) }
  const ledger = await openLedger(join(folder, 'journal'), base)
  if (!ledger.ok) throw new Error(ledger.error.detail)
  const credentials = join(folder, 'fleet.nk')
  if (!existsSync(credentials)) writeFileSync(credentials, createUser().getSeed(), { mode: 0o600 })
  const fleet = await openFleet({
    ...base,
    config: {
      fleet: fleetSchema.parse({ servers: [url], site: KIOSK.site, credentials, ...more }),
      terminal: { id: KIOSK.terminal },
      chain: { alarmHours: 24 },
    },
    userData: folder,
    ledger: ledger.value,
    onWritten: () => undefined,
    figures: async () => FIGURES,
    faults: { note: (_where, code) => void faults.push(code), clear: () => undefined },
  })
  fleet.start({
    activity: { isSelling, isClosing: () => false, hold: async () => true },
    ...{ restart, feds },
  })
  return {
    ledger: ledger.value,
    fleet,
    said,
    faults,
    restarts: () => restart.mock.calls.length,
    async sell(...receipts) {
      for (const receipt of receipts) {
        const written = await ledger.value.record({ type: 'accepted', payment: acceptedPayment(receipt) })
        expect(written.ok).toBe(true)
      }
    },
    level: () =>
      vi.waitFor(() => expect(fleet.state()).toMatchObject({ connected: true, behind: 0 }), PATIENCE),
    async stop() {
      await fleet.stop()
      await ledger.value.close()
    },
  }
}

/** What the stream has of the kiosk, in its order. */
export async function streamed(broker: Broker): Promise<Uplinked[]> {
  const connection = await broker.connect()
  const manager = await jetstreamManager(connection)
  const { state } = await manager.streams.info(STREAMS.journal)
  const found: Uplinked[] = []
  for (let seq = state.first_seq; seq <= state.last_seq; seq += 1) {
    const message = await manager.streams.getMessage(STREAMS.journal, { seq })
    expect(message?.subject).toBe(storedSubject(KIOSK))
    const read = readUplinked(message?.string() ?? '')
    if (!read) throw new Error(`message ${seq} is none`)
    found.push(read)
  }
  await connection.close()
  return found
}

export const journalOf = ({ journal }: Ledger): Promise<JournalEntry[]> => journal.since(0, journal.seq())

/** Every entry once, in its order. */
export async function expectAllOnce(broker: Broker, ledger: Ledger): Promise<void> {
  const texts = (await streamed(broker)).map(({ epoch, entry }) => uplinkedText(epoch, entry))
  const own = (await journalOf(ledger)).map((entry) => uplinkedText(ledger.journal.epoch, entry))
  expect(texts).toEqual(own)
}
