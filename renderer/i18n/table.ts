import type { Language } from '#src/language.ts'

/** Texts that change with a number; each language has its own forms of them. */
type CountedKey =
  | 'status.waiting'
  | 'status.expiring'
  | 'queue.more'
  | 'queue.gas'
  | 'missing.what'
  | 'rescue.saved'
  | 'rescue.taken'

interface PluralForms {
  readonly kk: 'one' | 'other'
  readonly ru: 'one' | 'few' | 'many' | 'other'
  readonly en: 'one' | 'other'
}

export type PlainKey = (typeof PLAIN_KEYS)[number]
export type TextKey = PlainKey | CountedKey

/** Every text of the screens in one language: a missing or a needless key does not compile. */
export type TextTable<L extends Language> = Readonly<
  Record<PlainKey | `${CountedKey}_${PluralForms[L]}`, string>
>

export const PLAIN_KEYS = [
  'language',
  'bar.till',
  'status.online',
  'status.offline',
  'status.connecting',
  'status.fault',
  'status.portal',
  'status.settling',
  'status.reader',
  'status.printer',
  'status.keyLocked',
  'status.paused',
  'status.lowGas',
  'status.fees',
  'status.clock',
  'device.absent',
  'device.silent',
  'device.paperOut',
  'device.coverOpen',
  'device.offline',
  'device.fault',

  'counter.amount',
  'counter.charge',
  'counter.enter',
  'counter.most',
  'counter.keypad',
  'counter.delete',

  'restored.text',
  'restored.dismiss',

  'tap.payee',
  'tap.offline',
  'tap.opening',
  'tap.waiting',
  'tap.again',
  'tap.holding',
  'tap.storing',
  'tap.progress',
  'tap.found',
  'tap.checked',
  'tap.signed',
  'tap.stored',
  'tap.card',
  'cancel',

  'result.paid',
  'result.settlesLater',
  'result.thanks',
  'result.notPaid',
  'result.notCharged',
  'result.newSale',
  'result.reprint',
  'result.anotherCard',
  'result.back',
  'result.accepted',
  'paper.printing',
  'paper.printed',
  'paper.sent',
  'paper.failed',
  'paper.card',

  'starting.opening',
  'starting.restoring',
  'out.title',

  'queue.title',
  'queue.close',
  'queue.onlineWhat',
  'queue.onlineNow',
  'queue.connectingWhat',
  'queue.connectingNow',
  'queue.keepSelling',
  'queue.paperNearEnd',
  'queue.changeRoll',
  'alarm.now',
  'paused.what',
  'paused.now',
  'missing.range',
  'missing.now',
  'gas.low',
  'gas.account',
  'gas.scan',
  'clock.ahead',
  'clock.behind',
  'duration.seconds',
  'duration.minutes',
  'duration.hours',
  'duration.days',
  'node.title',
  'node.latency',
  'node.unasked',
  'node.RPC_UNREACHABLE',
  'node.RPC_TIMEOUT',
  'node.RPC_ANSWER_INVALID',
  'node.RPC_REFUSED',
  'node.RPC_RATE_LIMITED',
  'node.RPC_CAPTIVE_PORTAL',
  'node.RPC_TLS_FAILED',
  'node.CHAIN_WRONG',
  'node.TOKEN_WRONG',
  'queue.waiting',
  'queue.noneWaiting',
  'queue.last',
  'queue.nonePaid',
  'queue.deadline',
  'queue.sendNow',
  'queue.pause',
  'queue.resume',
  'queue.parked',
  'queue.retry',
  'queue.retryOf',
  'queue.retryAt',
  'queue.settleBy',
  'queue.fromTerminal',
  'queue.copy',
  'queue.copyOf',
  'state.accepted',
  'state.submitted',
  'state.confirmed',
  'state.settled',
  'state.refused',
  'state.parked',
  'state.expired',

  'key.open',
  'key.make',
  'key.titleUnlock',
  'key.titleNew',
  'key.intro',
  'key.keepIt',
  'key.passphrase',
  'key.again',
  'key.unlock',
  'key.save',
  'key.later',
  'key.tooShort',
  'key.differ',

  'rescue.save',
  'rescue.take',
  'rescue.titleSave',
  'rescue.titleTake',
  'rescue.introSave',
  'rescue.introTake',
  'rescue.choosePlace',
  'rescue.chooseFile',
  'rescue.working',
  'rescue.file',
  'rescue.savedNow',
  'rescue.known',
  'rescue.takenNow',
] as const
