import { type Hex, isHex } from '../payment/hex.ts'
import { isSigned, type Payment } from '../payment/record.ts'
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
 *
 * A payment that the payer made on chain himself has no nonce. In its place it names that
 * transaction, in whose logs is the `Transfer` from the payer: `x`, 32 bytes.
 */
export const formatProof = (proof: Proof): string => {
  const { chainId, token, payer } = proof
  const last = 'nonce' in proof ? `n=${proof.nonce}` : `x=${proof.txHash}`
  return `tapsyr:pay?v=1&c=${chainId}&t=${token}&p=${payer}&${last}`
}

/** By its nonce, or by its transaction where the payer made it on chain. */
export function proofOf(payment: Payment): Proof {
  const { authorization, domain, proof } = payment
  const { from: payer, nonce } = authorization
  const paid = { chainId: domain.chainId, token: domain.verifyingContract, payer }
  return isSigned(payment) || !proof ? { ...paid, nonce } : { ...paid, txHash: proof.txHash }
}

const PROOF = /^tapsyr:pay\?v=1&c=([1-9]\d{0,15})&t=(\w{42})&p=(\w{42})&([nx])=(\w{66})$/

/** Reads the text of `formatProof`; undefined for anything else. */
export function parseProof(text: string): Proof | undefined {
  const [, chain, token, payer, kind, hash] = PROOF.exec(text) ?? []
  const chainId = Number(chain)
  if (!Number.isSafeInteger(chainId) || !bytes(token, 20) || !bytes(payer, 20) || !bytes(hash, 32))
    return undefined
  const paid = { chainId, token, payer }
  return kind === 'n' ? { ...paid, nonce: hash } : { ...paid, txHash: hash }
}

const bytes = (text: string | undefined, length: number): text is Hex =>
  text !== undefined && isHex(text, length)
