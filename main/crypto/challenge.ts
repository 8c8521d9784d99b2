import { keccak_256 } from '@noble/hashes/sha3.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { PaymentCard } from '#src/device/card.ts'
import { type Address, addressOf } from '#src/payment/address.ts'
import { proveSigner, type RecoverPublicKey } from '#src/payment/signature.ts'
import { ok, type Result } from '#src/result.ts'
import type { RandomBytes } from '#src/time/random.ts'

export interface ChallengeDeps {
  readonly recover: RecoverPublicKey
  readonly randomBytes: RandomBytes
  readonly terminalId: string
}

/**
 * What a card signs to prove that it has its key: keccak(keccak(purpose) ‖ keccak(terminal id) ‖ 32
 * random bytes). A card signs any 32 bytes and may hold money, so nothing that is asked of it here may
 * ever be a payment. A payment's digest is keccak(1901 ‖ …) of 66 bytes (EIP-712), this is one of 96
 * bytes that begin with a fixed hash: for the two to be equal, keccak would have to collide. The random
 * part makes an answer good once, the terminal's name makes it good here.
 */
export const challengeDigest = (purpose: string, terminalId: string, random: Uint8Array): Uint8Array =>
  keccak_256(concatBytes(keccak_256(utf8ToBytes(purpose)), keccak_256(utf8ToBytes(terminalId)), random))

/** The address of a card that has proven its key. */
export async function challengeCard(
  { recover, randomBytes, terminalId }: ChallengeDeps,
  card: PaymentCard,
  purpose: string,
): Promise<Result<Address>> {
  const digest = challengeDigest(purpose, terminalId, randomBytes(32))
  const address = addressOf(card.publicKey)
  const signature = await card.sign(digest)
  if (!signature.ok) return signature
  const proven = proveSigner(digest, signature.value, address, recover)
  return proven.ok ? ok(address) : proven
}
