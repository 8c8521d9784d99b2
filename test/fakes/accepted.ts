import type { Fact } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import { type AcceptedPayment, type Payment, receiptText } from '#src/payment/record.ts'

/** Thirty-two bytes that spell a number: ids, hashes and nonces that are easy to tell apart. */
export const id = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`
export const account = (n: number): Hex => `0x${n.toString(16).padStart(40, '0')}`

export const MERCHANT = account(0xacce97)
export const TOKEN = account(0x70cec)
/** Far behind every block of the fake chain. */
export const NEVER = 4_000_000_000

/** A payment as the ledger takes it. Its signature is a placeholder: only token and card look at it. */
export function acceptedPayment(
  receiptNumber: number,
  change: Partial<AcceptedPayment['authorization']> = {},
): AcceptedPayment {
  return {
    receipt: receiptText(1, receiptNumber),
    receiptNumber,
    acceptedAt: 1_700_000_000_000 + receiptNumber,
    asset: { symbol: 'USDC', decimals: 6 },
    domain: { name: 'USD Coin', version: '2', chainId: 31_337, verifyingContract: TOKEN },
    authorization: {
      from: account(receiptNumber),
      to: MERCHANT,
      value: 1_000_000n,
      validAfter: 0,
      validBefore: NEVER,
      nonce: id(receiptNumber),
      ...change,
    },
    signature: `0x${'11'.repeat(64)}1b`,
  }
}

/** The same payment as the ledger has it: just accepted, or as `change` says. */
export const standing = (receiptNumber: number, change: Partial<Payment> = {}): Payment => ({
  ...acceptedPayment(receiptNumber),
  id: id(receiptNumber),
  state: 'accepted',
  batch: null,
  proof: null,
  refusal: null,
  rescuedFrom: null,
  ...change,
})

/** A payment that its payer made by a transfer of his own, as main writes it down. */
export function receivedFact(
  receiptNumber: number,
  change: Partial<AcceptedPayment['authorization']> = {},
): Extract<Fact, { type: 'received' }> {
  const { signature: _signature, ...payment } = acceptedPayment(receiptNumber, change)
  const proof = { txHash: id(0x7a), blockHash: id(0xb10c), blockNumber: 7, logIndex: 0 }
  return { type: 'received', payment, proof }
}
