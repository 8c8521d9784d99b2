import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Hex } from '#src/payment/hex.ts'
import { formatProof, parseProof } from '#src/receipt/proof.ts'
import { fakeReceipt } from './fake-receipt.ts'

const hex = (bytes: number) =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((data): Hex => `0x${Buffer.from(data).toString('hex')}`)

describe('the proof in the QR code', () => {
  const { proof } = fakeReceipt()
  const text = formatProof(proof)

  it('is one line of text', () => {
    expect(text).toBe(
      'tapsyr:pay?v=1&c=8453&t=0x833589fcd6edb6e08f4c7c32d4f71b54bda02913' +
        `&p=0x7e5f4552091a69125d5dfcb7b8c2659029395bdf&n=0x${'5a'.repeat(32)}`,
    )
  })

  it('names the transaction in which the payer paid himself', () => {
    const { chainId, token, payer } = proof
    expect(formatProof({ chainId, token, payer, txHash: `0x${'7a'.repeat(32)}` })).toBe(
      text.replace(`&n=0x${'5a'.repeat(32)}`, `&x=0x${'7a'.repeat(32)}`),
    )
  })

  it('reads back as what was written', () => {
    const paid = {
      chainId: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      token: hex(20),
      payer: hex(20),
    }
    const proofs = fc.oneof(fc.record({ ...paid, nonce: hex(32) }), fc.record({ ...paid, txHash: hex(32) }))
    fc.assert(
      fc.property(proofs, (value) => {
        expect(parseProof(formatProof(value))).toEqual(value)
      }),
    )
  })

  it.each([
    ['another version', text.replace('v=1', 'v=2')],
    ['another action', text.replace('pay', 'refund')],
    ['a part too short', text.slice(0, -2)],
    ['more behind it', `${text}&x=1`],
    ['upper-case hex', text.replace('0x8335', '0X8335')],
    ['letters that are not hex', text.replace('0x83', '0xzz')],
    ['no chain', text.replace('c=8453', 'c=0')],
    ['a chain beyond whole numbers', text.replace('8453', '9999999999999999')],
    ['nothing', ''],
  ])('refuses %s', (_, other) => {
    expect(parseProof(other)).toBeUndefined()
  })

  it('never breaks on any text', () => {
    fc.assert(
      fc.property(fc.string(), (other) => {
        expect(parseProof(`tapsyr:pay?${other}`)).toBeUndefined()
      }),
    )
  })
})
