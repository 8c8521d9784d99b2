import type { SignFault } from '#src/device/card.ts'
import type { CardInField } from '#src/device/reader.ts'
import type { Result } from '#src/result.ts'
import type { Signed } from '../card/payment-card.ts'
import { readSignature } from './signature.ts'

/** P1: which key signs. The Cash applet has only one. */
const P1 = { cash: 0x00, pinless: 0x03 } as const

export type KeycardKey = keyof typeof P1

/**
 * SIGN (keycard.tech/docs, "Cash applet"; status-keycard, `KeycardApplet.sign`): in clear, no PIN.
 * P2 = 00 is ECDSA over secp256k1 in every version. `digest`: exactly 32 bytes.
 */
export const signCommand = (key: KeycardKey, digest: Uint8Array): Uint8Array =>
  Uint8Array.of(0x80, 0xc0, P1[key], 0x00, digest.length, ...digest)

/** Lets the applet that is selected sign. */
export async function sign(
  field: CardInField,
  key: KeycardKey,
  digest: Uint8Array,
): Promise<Result<Signed, SignFault>> {
  const answer = await field.transmit(signCommand(key, digest))
  return answer.ok ? readSignature(answer.value) : answer
}
