import type { SelectCard } from '#src/device/card.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import { addressOf } from '#src/payment/address.ts'
import { cancellationDigest } from '#src/payment/cancellation.ts'
import type { Hex } from '#src/payment/hex.ts'
import { isRefund, isSigned, type SignedPayment } from '#src/payment/record.ts'
import { proveSigner, type RecoverPublicKey } from '#src/payment/signature.ts'
import { nextState } from '#src/payment/states.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { ReaderService } from '../devices/reader.ts'
import type { Recalls } from '../fleet/recalls.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Authorise } from './authorise.ts'
import type { Holds } from './holds.ts'

export interface VoidDeps {
  readonly ledger: Pick<Ledger, 'payment' | 'record'>
  readonly authorise: Authorise
  readonly reader: Pick<ReaderService, 'waitForCard' | 'markPaid'>
  readonly selectCard: SelectCard
  readonly recover: RecoverPublicKey
  readonly holds: Holds
  /** Nobody else may send it meanwhile, nor afterwards. */
  readonly recalls: Recalls
  /** Nothing but the card is missing: whoever gave a PIN need wait for no answer to it. */
  readonly onAwaitingCard: (id: Hex) => void
}

export interface VoidRequest {
  readonly id: Hex
  readonly approvalPin?: string | undefined
}

/** Takes back payments that were not sent. */
export interface VoidDesk {
  void(request: VoidRequest): Promise<Result<{ entry: JournalEntry }>>
  /** The same; the card that paid signs that nobody may collect. Waits for it; nothing is sent meanwhile. */
  voidWithCard(request: VoidRequest): Promise<Result<{ entry: JournalEntry }>>
  /** Ends the wait for the card: SALE_CANCELLED. */
  stopWaiting(): void
}

export function createVoidDesk(deps: VoidDeps): VoidDesk {
  const { ledger, authorise, holds, recalls } = deps
  let waiting: AbortController | undefined

  /** `cancellation` is asked for when the void is certain to be allowed. */
  async function voidPayment(
    { id, approvalPin }: VoidRequest,
    cancellation: (payment: SignedPayment) => Promise<Result<Hex | null>>,
  ): Promise<Result<{ entry: JournalEntry }>> {
    const payment = voidable(ledger, id)
    if (!payment.ok) return payment
    const allowed = await authorise('void', approvalPin)
    if (!allowed.ok) return allowed
    return recalls.during(id, async () => {
      const signed = await cancellation(payment.value)
      if (!signed.ok) return signed
      const entry = await ledger.record({ type: 'voided', id, ...allowed.value, cancellation: signed.value })
      if (entry.ok) return ok({ entry: entry.value })
      // Meanwhile it was sent, or voided already: the ledger has the last word.
      return entry.error.code === 'INTERNAL' ? fail('VOID_TOO_LATE', entry.error.detail) : entry
    })
  }

  return {
    void: (request) => holds.during(request.id, () => voidPayment(request, async () => ok(null))),
    voidWithCard(request) {
      waiting?.abort()
      const own = new AbortController()
      waiting = own
      return holds.during(request.id, () =>
        voidPayment(request, (payment) => signCancellation(deps, payment, own.signal)),
      )
    },
    stopWaiting() {
      waiting?.abort()
      waiting = undefined
    },
  }
}

function voidable(
  ledger: VoidDeps['ledger'],
  id: Hex,
): Result<SignedPayment, 'PAYMENT_UNKNOWN' | 'VOID_TOO_LATE'> {
  const payment = ledger.payment(id)
  if (!payment) return fail('PAYMENT_UNKNOWN')
  // What its payer has sent himself is paid, and what goes back is the customer's.
  const isTakenBack = payment.voided || !isSigned(payment) || isRefund(payment)
  if (isTakenBack || nextState(payment.state, 'void') === undefined) return fail('VOID_TOO_LATE')
  return ok(payment)
}

async function signCancellation(
  deps: VoidDeps,
  payment: SignedPayment,
  cancel: AbortSignal,
): Promise<Result<Hex>> {
  deps.onAwaitingCard(payment.id)
  const found = await deps.reader.waitForCard(cancel)
  if (!found.ok) return found
  const signed = cancel.aborted
    ? fail('SALE_CANCELLED')
    : await signBy(deps, payment, await deps.selectCard(found.value))
  await found.value.release()
  // It must leave before it may pay, and another one before the right one is looked for.
  if (signed.ok || signed.error.code === 'CARD_OTHER') deps.reader.markPaid()
  return signed
}

async function signBy(
  { recover }: VoidDeps,
  { authorization, domain }: SignedPayment,
  card: Awaited<ReturnType<SelectCard>>,
): Promise<Result<Hex>> {
  if (!card.ok) return card
  const authorizer = addressOf(card.value.publicKey)
  if (authorizer !== authorization.from) return fail('CARD_OTHER')
  const digest = cancellationDigest(domain, { authorizer, nonce: authorization.nonce })
  const signed = await card.value.sign(digest)
  return signed.ok ? proveSigner(digest, signed.value, authorizer, recover) : signed
}
