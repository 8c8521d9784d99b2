import type { RescueTaken } from '#src/ipc/contract.ts'
import type { RecoverPublicKey } from '#src/payment/signature.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { isProven } from '../crypto/proven.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { isFor, type Merchant } from '../sale/adopt.ts'
import type { RescueContent } from './content.ts'

export interface TakeDeps {
  readonly ledger: Pick<Ledger, 'payment' | 'record'>
  readonly merchant: Merchant
  readonly recover: RecoverPublicKey
}

export interface Taken extends RescueTaken {
  /** New ones that no key has signed, by our own reckoning: contract wallets, which the chain judges. */
  readonly unproven: number
}

/**
 * Takes the payments of another terminal's file into the journal. They can only pay the merchant
 * that they name, so a file for another one is refused whole. How a payment stood there does not
 * matter: what was paid meanwhile is found on the chain, and the token pays each at most once.
 */
export async function takeRescued(
  { ledger, merchant, recover }: TakeDeps,
  { terminalId, payments }: Pick<RescueContent, 'terminalId' | 'payments'>,
): Promise<Result<Taken>> {
  if (!payments.every((payment) => isFor(payment, merchant))) return fail('RESCUE_OTHER_MERCHANT')
  let taken = 0
  let unproven = 0
  for (const payment of payments) {
    if (ledger.payment(payment.authorization.nonce)) continue
    const written = await ledger.record({ type: 'rescued', payment, terminalId })
    if (!written.ok) return written
    taken += 1
    if (!isProven(payment, recover)) unproven += 1
  }
  return ok({ terminalId, taken, known: payments.length - taken, unproven })
}
