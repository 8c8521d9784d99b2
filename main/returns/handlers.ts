import { ok } from '#src/result.ts'
import type { Handlers } from '../ipc/door.ts'
import type { RefundDesk } from './refund.ts'
import type { VoidDesk } from './void.ts'

type ReturnHandlers = Pick<
  Handlers,
  | ('payment/void' | 'payment/void-with-card' | 'payment/stop-waiting')
  | ('refund/make' | 'refund/decide' | 'refund/wallet')
>

export const returnHandlers = (voids: VoidDesk, refunds: RefundDesk): ReturnHandlers => ({
  'payment/void': (request) => voids.void(request),
  'payment/void-with-card': (request) => voids.voidWithCard(request),
  'payment/stop-waiting'() {
    voids.stopWaiting()
    return ok()
  },
  'refund/make': (request) => refunds.make(request),
  'refund/decide': (request) => refunds.decide(request),
  'refund/wallet': () => refunds.wallet(),
})
