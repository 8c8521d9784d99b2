import type { ErrorCode } from '#src/errors/codes.ts'
import type { DeviceState, DeviceStates } from '#src/ipc/contract.ts'
import { waitingCount } from '#src/payment/summary.ts'
import type { PlainKey } from '../i18n/table.ts'
import type { Text } from '../i18n/use-text.ts'
import type { ReadySnapshot } from '../view.ts'
import { clockAheadBy, isGasLow } from './chain-status.ts'
import type { MarkKind } from './mark.tsx'

export interface Status {
  readonly kind: MarkKind
  readonly words: string
}

type Say = (snapshot: ReadySnapshot, text: Text) => Status | undefined

/** The one thing the pill says: what needs the person first, else how the payments stand. */
export function statusOf(snapshot: ReadySnapshot, text: Text): Status {
  for (const say of NEEDS) {
    const status = say(snapshot, text)
    if (status) return status
  }
  return networkStatus(snapshot, text)
}

/** Those without which nobody can pay come first. */
const DEVICES = ['reader', 'scanner', 'printer', 'display'] as const

const deviceStatus: Say = ({ devices }, { t }) => {
  for (const device of DEVICES) {
    const code = faultOf(devices[device])
    if (code) return { kind: 'attention', words: t(`status.${device}`, { fault: t(faultKey(code)) }) }
  }
  return undefined
}

/** A locked key matters when it holds payments back: with a network and something to send. */
const keyStatus: Say = (snapshot, text) => {
  if (snapshot.key === 'ready' || snapshot.network.kind !== 'online') return undefined
  if (waitingCount(snapshot.queue.summary) === 0) return undefined
  return { kind: 'attention', words: withWaiting(text.t('status.keyLocked'), snapshot, text) }
}

const deadlineStatus: Say = ({ queue }, { t }) =>
  queue.expiring > 0
    ? { kind: 'attention', words: t('status.expiring', { count: queue.expiring }) }
    : undefined

const pausedStatus: Say = (snapshot, text) =>
  snapshot.paused
    ? { kind: 'attention', words: withWaiting(text.t('status.paused'), snapshot, text) }
    : undefined

const gasStatus: Say = (snapshot, text) =>
  isGasLow(snapshot)
    ? { kind: 'attention', words: withWaiting(text.t('status.lowGas'), snapshot, text) }
    : undefined

const clockStatus: Say = (snapshot, text) =>
  clockAheadBy(snapshot) === null
    ? undefined
    : { kind: 'attention', words: withWaiting(text.t('status.clock'), snapshot, text) }

/** What needs the person, most pressing first. */
const NEEDS: readonly Say[] = [deviceStatus, keyStatus, deadlineStatus, pausedStatus, gasStatus, clockStatus]

/** How the network and the payments stand, whatever the devices do. */
export function networkStatus(snapshot: ReadySnapshot, text: Text): Status {
  const { network, settling, held } = snapshot
  const { t } = text
  switch (network.kind) {
    case 'offline':
      return { kind: 'offline', words: withWaiting(t('status.offline'), snapshot, text) }
    case 'fault':
      return { kind: 'attention', words: withWaiting(t(networkFaultKey(network.code)), snapshot, text) }
    case 'connecting':
      return { kind: 'offline', words: withWaiting(t('status.connecting'), snapshot, text) }
    case 'online':
      if (settling)
        return { kind: 'working', words: t('status.settling', { done: settling.done, of: settling.of }) }
      // It passes by itself: nobody is asked to do anything.
      if (held === 'FEES_TOO_HIGH')
        return { kind: 'offline', words: withWaiting(t('status.fees'), snapshot, text) }
      return { kind: 'good', words: withWaiting(t('status.online'), snapshot, text) }
  }
}

function withWaiting(word: string, { queue, info }: ReadySnapshot, { t, money }: Text): string {
  const count = waitingCount(queue.summary)
  if (count === 0) return word
  return [word, t('status.waiting', { count }), money(queue.summary.waitingUnits, info.asset)].join(' · ')
}

/** What is wrong with the devices, what matters most first. */
export const deviceFaults = (devices: DeviceStates): ErrorCode[] =>
  DEVICES.flatMap((device) => faultOf(devices[device]) ?? [])

const faultOf = (device: DeviceState): ErrorCode | undefined =>
  device.kind === 'fault' ? device.code : undefined

/** The one fault of the network that the person can end alone is named. */
const networkFaultKey = (code: ErrorCode): PlainKey =>
  code === 'RPC_CAPTIVE_PORTAL' ? 'status.portal' : 'status.fault'

/** A device's fault in two words; the panel has the whole of it. */
function faultKey(code: ErrorCode): PlainKey {
  switch (code) {
    case 'READER_ABSENT':
    case 'PRINTER_ABSENT':
    case 'SCANNER_ABSENT':
    case 'DISPLAY_ABSENT':
    case 'LINK_ABSENT':
    case 'LINK_CLOSED':
      return 'device.absent'
    case 'READER_SILENT':
    case 'PRINTER_SILENT':
      return 'device.silent'
    case 'LINK_FORBIDDEN':
      return 'device.forbidden'
    case 'LINK_BUSY':
      return 'device.busy'
    case 'PCSC_STOPPED':
      return 'device.service'
    case 'PRINTER_PAPER_OUT':
      return 'device.paperOut'
    case 'PRINTER_COVER_OPEN':
      return 'device.coverOpen'
    case 'PRINTER_OFFLINE':
      return 'device.offline'
    default:
      return 'device.fault'
  }
}
