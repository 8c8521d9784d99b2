import type { Language } from '#src/language.ts'
import type { CountedOf, PlainOf, PluralForms } from './area.ts'
import type { SETUP_EN } from './first-start/en.ts'
import type { HISTORY_EN } from './history/en.ts'
import type { ORDER_EN } from './order/en.ts'
import type { RISK_EN } from './risk/en.ts'
import type { SERVICE_EN } from './service/en.ts'
import type { STAFF_EN } from './staff/en.ts'
import type { STATION_EN } from './station/en.ts'

/** Texts that change with a number; each language has its own forms of them. */
type CountedKey =
  | 'status.waiting'
  | 'status.expiring'
  | 'queue.more'
  | 'queue.gas'
  | 'missing.what'
  | 'rescue.saved'
  | 'rescue.taken'

/** The English texts of the areas that have tables of their own. */
type Areas = typeof SETUP_EN &
  typeof HISTORY_EN &
  typeof STAFF_EN &
  typeof ORDER_EN &
  typeof SERVICE_EN &
  typeof RISK_EN &
  typeof STATION_EN

export type PlainKey = (typeof PLAIN_KEYS)[number] | PlainOf<Areas>
export type TextKey = PlainKey | CountedKey | CountedOf<Areas>

/** The common texts and the counter's in one language: a missing or a needless key does not compile. */
export type TextTable<L extends Language> = Readonly<
  Record<(typeof PLAIN_KEYS)[number] | `${CountedKey}_${PluralForms[L]}`, string>
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
  'status.scanner',
  'status.display',
  'status.keyLocked',
  'status.paused',
  'status.lowGas',
  'status.fees',
  'status.clock',
  'device.absent',
  'device.silent',
  'device.forbidden',
  'device.busy',
  'device.service',
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
  'stray.text',
  'stray.now',

  'tap.payee',
  'tap.offline',
  'tap.opening',
  'tap.waiting',
  'tap.again',
  'tap.byCode',
  'tap.holding',
  'tap.storing',
  'tap.progress',
  'tap.found',
  'tap.checked',
  'tap.signed',
  'tap.stored',
  'tap.card',
  'tap.wallet',
  'tap.walletOnly',
  'tap.walletCode',
  'tap.choice',
  'tap.byWallet',
  'tap.byChain',
  'tap.chainCode',
  'tap.chainSend',
  'tap.chainNetwork',
  'tap.chainTo',
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

  'customer.pay',
  'customer.tap',
  'customer.ask',
  'customer.closed',
  'customer.closedNow',

  'starting.opening',
  'starting.restoring',
  'out.title',
  'closed.now',
  'closed.by',
  'closed.signIn',

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
  'state.voided',
  'state.cancelled',

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
