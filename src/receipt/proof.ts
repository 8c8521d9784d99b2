import { type Hex, isHex } from '../payment/hex.ts'
import type { Receipt } from './model.ts'

export type Proof = Receipt['proof']

/**
 * What the receipt's QR code holds: enough for anyone to ask the token's contract on that chain
 * whether the payment happened (`authorizationState(payer, nonce)`, EIP-3009).
 *
 *     tapsyr:pay?v=1&c=8453&t=0x…&p=0x…&n=0x…
 *
 * `v` version of this text, always 1; `c` chain id in decimal (EIP-155); `t` the token's contract
 * and `p` the payer, 20 bytes each; `n` the authorization's nonce, 32 bytes. Bytes are written as
 * 0x and lower-case hex, the parts in this order and each once: one payment has one spelling.
 */
export const formatProof = ({ chainId, token, payer, nonce }: Proof): string =>
  `tapsyr:pay?v=1&c=${chainId}&t=${token}&p=${payer}&n=${nonce}`

const PROOF = /^tapsyr:pay\?v=1&c=([1-9]\d{0,15})&t=(\w{42})&p=(\w{42})&n=(\w{66})$/

/** Reads the text of `formatProof`; undefined for anything else. */
export function parseProof(text: string): Proof | undefined {
  const [, chain, token, payer, nonce] = PROOF.exec(text) ?? []
  const chainId = Number(chain)
  if (!Number.isSafeInteger(chainId) || !bytes(token, 20) || !bytes(payer, 20) || !bytes(nonce, 32))
    return undefined
  return { chainId, token, payer, nonce }
}

const bytes = (text: string | undefined, length: number): text is Hex =>
  text !== undefined && isHex(text, length)
