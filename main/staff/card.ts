import { keccak_256 } from '@noble/hashes/sha3.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { PaymentCard, SelectCard } from '#src/device/card.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import { type Address, addressOf } from '#src/payment/address.ts'
import { proveSigner, type RecoverPublicKey } from '#src/payment/signature.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { CancelSignal } from '#src/time/cancel.ts'
import type { Clock } from '#src/time/clock.ts'
import type { RandomBytes } from '#src/time/random.ts'
import type { ReaderService } from '../devices/reader.ts'

export interface StaffCardDeps {
  readonly reader: Pick<ReaderService, 'waitForCard' | 'markPaid'>
  readonly selectCard: SelectCard
  readonly recover: RecoverPublicKey
  readonly randomBytes: RandomBytes
  readonly terminalId: string
  readonly clock: Clock
}

/** What the wait does not end for: there may be a reader again. */
const NO_END: ReadonlySet<ErrorCode> = new Set(['READER_ABSENT', 'READER_SILENT', 'LINK_CLOSED'])
const RETRY_MS = 500

const PURPOSE = keccak_256(utf8ToBytes('Tapsyr: sign in as staff, version 1'))

/**
 * What a staff card signs: keccak(keccak(purpose) ‖ keccak(terminal id) ‖ 32 random bytes). A card
 * signs any 32 bytes and the same card may hold money, so nothing that is asked of it here may ever
 * be a payment. A payment's digest is keccak(1901 ‖ …) of 66 bytes (EIP-712), this is one of 96
 * bytes that begin with a fixed hash: for the two to be equal, keccak would have to collide. The
 * terminal chooses all of it and a page chooses nothing; the random part makes an answer good once,
 * the terminal's name makes it good here.
 */
export const challengeDigest = (terminalId: string, random: Uint8Array): Uint8Array =>
  keccak_256(concatBytes(PURPOSE, keccak_256(utf8ToBytes(terminalId)), random))

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
  const signer = card.ok ? await challenge(deps, card.value) : card
  await field.value.release()
  // It must leave before the reader takes it for something else: the next sale's card, or the same again.
  if (signer.ok || signer.error.code !== 'CARD_LEFT_EARLY') reader.markPaid()
  return signer
}

async function challenge(
  { terminalId, randomBytes, recover }: StaffCardDeps,
  card: PaymentCard,
): Promise<Result<Address>> {
  const digest = challengeDigest(terminalId, randomBytes(32))
  const address = addressOf(card.publicKey)
  const signature = await card.sign(digest)
  if (!signature.ok) return signature
  const proven = proveSigner(digest, signature.value, address, recover)
  return proven.ok ? ok(address) : proven
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
