import type { Hex } from '#src/payment/hex.ts'
import { isSigned, type SignedPayment } from '#src/payment/record.ts'
import type { OpenVoid } from '#src/till/returns.ts'
import type { Clock } from '#src/time/clock.ts'
import type { SettlementLedger } from './deps.ts'

/** A voided payment that nobody has collected so far, and the payer's cancellation where there is one. */
export interface Watched {
  readonly payment: SignedPayment
  readonly cancellation: Hex | null
}

/** Says when the chain is to be asked about voided payments; a start of the program forgets it. */
export interface VoidWatch {
  /** Those whose turn it is; each is asked about less and less often. */
  due(): Watched[]
}

interface Pace {
  readonly first: number
  readonly longest: number
}

/** A cancellation is on its way; what nobody cancelled is watched for a month, and there are many. */
const CANCELLING: Pace = { first: 10_000, longest: 60_000 }
const WATCHING: Pace = { first: 60_000, longest: 3_600_000 }
/** Questions of one round. */
const MOST = 20

export function createVoidWatch(
  ledger: Pick<SettlementLedger, 'payment' | 'returns'>,
  clock: Clock,
): VoidWatch {
  const looked = new Map<Hex, { readonly at: number; readonly wait: number }>()

  function isDue({ id }: OpenVoid): boolean {
    const last = looked.get(id)
    // A clock that was set back must not make it wait for ever.
    return last === undefined || Math.abs(clock.now() - last.at) >= last.wait
  }

  return {
    due() {
      const { voids } = ledger.returns()
      const now = voids.filter(isDue).slice(0, MOST)
      for (const { id, cancellation } of now) {
        const { first, longest } = cancellation === null ? WATCHING : CANCELLING
        const wait = Math.min(2 * (looked.get(id)?.wait ?? first / 2), longest)
        looked.set(id, { at: clock.now(), wait })
      }
      const open = new Set(voids.map(({ id }) => id))
      for (const id of looked.keys()) if (!open.has(id)) looked.delete(id)
      return now.flatMap((each) => watchedOf(ledger, each) ?? [])
    },
  }
}

/** Undefined where it was collected: then it is followed as any payment is. */
export function watchedOf(
  ledger: Pick<SettlementLedger, 'payment'>,
  { id, cancellation }: OpenVoid,
): Watched | undefined {
  const payment = ledger.payment(id)
  return payment?.state === 'voided' && isSigned(payment) ? { payment, cancellation } : undefined
}

/** How many cancellations are still to be seen on the chain. */
export const openCancellations = (ledger: Pick<SettlementLedger, 'payment' | 'returns'>): number =>
  ledger.returns().voids.filter((each) => each.cancellation !== null && watchedOf(ledger, each) !== undefined)
    .length
