import type { SelectCard } from '#src/device/card.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { Address } from '#src/payment/address.ts'
import { fail, type Result } from '#src/result.ts'
import type { CancelSignal } from '#src/time/cancel.ts'
import type { Clock } from '#src/time/clock.ts'
import { type ChallengeDeps, challengeCard } from '../crypto/challenge.ts'
import type { ReaderService } from '../devices/reader.ts'

export interface StaffCardDeps extends ChallengeDeps {
  readonly reader: Pick<ReaderService, 'waitForCard' | 'markPaid'>
  readonly selectCard: SelectCard
  readonly clock: Clock
}

/** What the wait does not end for: there may be a reader again. */
const NO_END: ReadonlySet<ErrorCode> = new Set(['READER_ABSENT', 'READER_SILENT', 'LINK_CLOSED'])
const RETRY_MS = 500

/** What a staff card proves its key for. */
export const PURPOSE = 'Tapsyr: sign in as staff, version 1'

/** Waits for a card, and proves that it has the key of the address it is told by. */
export async function askCard(deps: StaffCardDeps, cancel: CancelSignal): Promise<Result<Address>> {
  for (;;) {
    const signer = await askNext(deps, cancel)
    if (signer.ok || !NO_END.has(signer.error.code)) return signer
    await pauseUnless(cancel, deps.clock)
    if (cancel.aborted) return fail('SALE_CANCELLED')
  }
}

async function askNext(deps: StaffCardDeps, cancel: CancelSignal): Promise<Result<Address>> {
  const { reader, selectCard } = deps
  const field = await reader.waitForCard(cancel)
  if (!field.ok) return field
  if (cancel.aborted) {
    await field.value.release()
    return fail('SALE_CANCELLED')
  }
  const card = await selectCard(field.value)
  const signer = card.ok ? await challengeCard(deps, card.value, PURPOSE) : card
  await field.value.release()
  // It must leave before the reader takes it for something else: the next sale's card, or the same again.
  if (signer.ok || signer.error.code !== 'CARD_LEFT_EARLY') reader.markPaid()
  return signer
}

const pauseUnless = (cancel: CancelSignal, clock: Clock): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      stopTimer()
      cancel.removeEventListener('abort', end)
      resolve()
    }
    const stopTimer = clock.after(RETRY_MS, end)
    cancel.addEventListener('abort', end)
    if (cancel.aborted) end()
  })
