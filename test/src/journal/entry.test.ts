import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readLine, writeLine } from '#main/journal/line.ts'
import { type Fact, factSchema } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import { acceptedPayment, account, id, receivedFact } from '../../fakes/accepted.ts'
import { anyFact } from '../payment/facts.ts'
import { refusedPaths } from '../refused.ts'

const batch = {
  hash: id(1),
  raw: '0x02',
  account: account(1),
  accountNonce: 0,
  payments: [id(2)],
  signedAtBlock: 0,
}

const CERTIFIED = { kind: 'certified', issuer: account(2), tier: 2, serial: 347 }

const uint256 = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n })
const bytes32 = uint256.map((n): Hex => `0x${n.toString(16).padStart(64, '0')}`)

/** Payments with any value, nonce and token name. */
const anyAccepted = fc
  .tuple(uint256, bytes32, fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }))
  .map(([value, nonce, name]): Fact => {
    const payment = acceptedPayment(1, { value, nonce })
    return { type: 'accepted', payment: { ...payment, domain: { ...payment.domain, name } } }
  })

describe('a fact', () => {
  it('comes back from its line as it was, whatever its numbers and names', () => {
    fc.assert(
      fc.property(fc.oneof(anyFact, anyAccepted), fc.nat(), bytes32, (fact, seq, prev) => {
        const entry = { seq: seq + 1, at: 1_700_000_000_000, fact }
        const { hash, text } = writeLine(entry, prev.slice(2))
        expect(text.indexOf('\n')).toBe(text.length - 1)
        expect(readLine(text.slice(0, -1))).toEqual({ hash, prev: prev.slice(2), entry })
      }),
    )
  })

  it('may be a batch of no payments, which only uses up its account nonce', () => {
    const fact = { type: 'submitted', batch: { ...batch, payments: [] } }
    expect(factSchema.parse(fact)).toEqual(fact)
  })

  it.each<[string, string, unknown]>([
    ['an unknown type', 'type', { type: 'forgiven', ids: [id(1)] }],
    ['no ids', 'ids', { type: 'settled', ids: [] }],
    ['an upper-case id', 'ids.0', { type: 'settled', ids: [`0x${'AB'.repeat(32)}`] }],
    ['a field more', '', { type: 'expired', ids: [id(1)], note: '' }],
    ['a receipt number of zero', 'lastReceiptNumber', { type: 'resumed', lastReceiptNumber: 0 }],
    ['a nameless terminal', 'terminalId', { type: 'rescued', payment: acceptedPayment(1), terminalId: '' }],
    ['no payments to reopen', 'ids', { type: 'reopened', ids: [] }],
    [
      'a negative account nonce',
      'batch.accountNonce',
      { type: 'submitted', batch: { ...batch, accountNonce: -1 } },
    ],
    [
      'a refusal that is no code',
      'refusals.0.code',
      { type: 'refused', refusals: [{ id: id(1), code: 'NO' }] },
    ],
    [
      'a proof without its log',
      'proofs.0.proof.logIndex',
      {
        type: 'confirmed',
        proofs: [{ id: id(1), proof: { txHash: id(1), blockHash: id(1), blockNumber: 1 } }],
      },
    ],
    ['a transfer that bears a signature', 'payment', { ...receivedFact(1), payment: acceptedPayment(1) }],
    [
      'a tier that has no room in a certificate',
      'standing.tier',
      { type: 'accepted', payment: acceptedPayment(1), standing: { ...CERTIFIED, tier: 256 } },
    ],
    [
      'a certified card without its issuer',
      'standing.issuer',
      { type: 'accepted', payment: acceptedPayment(1), standing: { ...CERTIFIED, issuer: undefined } },
    ],
    ['a short ledger id', 'ledgerId', { type: 'opened', ledgerId: '0x00', epoch: id(1) }],
  ])('with %s is refused at "%s"', (_what, path, fact) => {
    expect(refusedPaths(factSchema, fact)).toEqual([path])
  })
})

describe('a line', () => {
  it.each([[''], ['garbage'], ['0'.repeat(200)], [`${'0'.repeat(64)} ${'0'.repeat(64)} {}`]])(
    'is not %j',
    (text) => {
      expect(readLine(text)).toBeUndefined()
    },
  )
})
