import { describe, expect, it } from 'vitest'
import { type Evidence, judge } from '#simulator/demo/outcome.ts'
import { reportJson, reportText } from '#simulator/demo/report.ts'
import type { PaidOnChain } from '#simulator/paid-on-chain.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'

const bytes = (n: number, length = 32): Hex => `0x${n.toString(16).padStart(length * 2, '0')}`

const payment = (n: number, value: bigint): Payment => ({
  receipt: `001-00000${n}`,
  receiptNumber: n,
  acceptedAt: 1_700_000_000_000,
  asset: { symbol: 'USDC', decimals: 6 },
  domain: { name: 'USD Coin', version: '2', chainId: 31_337, verifyingContract: bytes(9, 20) },
  authorization: {
    from: bytes(n, 20),
    to: bytes(8, 20),
    value,
    validAfter: 0,
    validBefore: 2_000_000_000,
    nonce: bytes(n),
  },
  signature: bytes(1, 65),
  id: bytes(n),
  state: 'settled',
  batch: bytes(100),
  proof: { txHash: bytes(100), blockHash: bytes(5), blockNumber: 7, logIndex: 0 },
  refusal: null,
  rescuedFrom: null,
})

const paidFor = ({ authorization: { from, nonce, value } }: Payment, txHash = bytes(100)): PaidOnChain => ({
  from,
  nonce,
  value,
  txHash,
  block: '0x1',
})

const first = payment(1, 4_270_000n)
const second = payment(2, 8_050_000n)

const good: Evidence = {
  payments: [first, second],
  promised: [first.receipt, second.receipt],
  paid: [paidFor(first), paidFor(second)],
  merchantBefore: 1_000_000n,
  merchantAfter: 13_320_000n,
}

describe('the judgement of the story', () => {
  it('is good when every payment was paid once, in one batch, to the last unit', () => {
    expect(judge(good)).toEqual({ lost: 0, doubled: 0, batches: [bytes(100)], balances: true, good: true })
  })

  it.each<[string, Partial<Evidence>, object]>([
    ['a payment that the chain does not know', { paid: [paidFor(first)] }, { lost: 1 }],
    ['a promised receipt that the terminal forgot', { promised: ['001-000009'] }, { lost: 1 }],
    [
      'a payment for another amount',
      { paid: [paidFor(first), { ...paidFor(second), value: 1n }] },
      { lost: 1 },
    ],
    ['a payment made twice', { paid: [paidFor(first), paidFor(second), paidFor(second)] }, { doubled: 1 }],
    [
      'a second batch',
      { paid: [paidFor(first), paidFor(second, bytes(101))] },
      { batches: [bytes(100), bytes(101)] },
    ],
    ['a balance that is one unit short', { merchantAfter: 13_319_999n }, { balances: false }],
    ['a payment that is not final', { payments: [first, { ...second, state: 'confirmed' }] }, {}],
    ['no payments at all', { payments: [], promised: [], paid: [], merchantAfter: 1_000_000n }, {}],
  ])('is bad with %s', (_name, change, expected) => {
    expect(judge({ ...good, ...change })).toMatchObject({ ...expected, good: false })
  })
})

describe('the report of the story', () => {
  const parts = {
    evidence: good,
    outcome: judge(good),
    acceptedMs: new Map([[first.receipt, 12.34]]),
    gasPerPayment: 63_512n,
    pictures: ['a.png'],
  }

  it('writes amounts as decimal strings of smallest units', () => {
    expect(reportJson(parts)).toEqual({
      payments: [
        {
          receipt: '001-000001',
          from: bytes(1, 20),
          value: '4270000',
          nonce: bytes(1),
          acceptedMs: 12.3,
          state: 'settled',
          batchHash: bytes(100),
        },
        expect.objectContaining({ receipt: '001-000002', value: '8050000', acceptedMs: null }),
      ],
      lost: 0,
      doubled: 0,
      merchantBalanceBefore: '1000000',
      merchantBalanceAfter: '13320000',
      gasPerPayment: '63512',
      batches: 1,
      screenshots: ['a.png'],
    })
  })

  it('says in words whether the balances are right', () => {
    expect(reportText(parts)).toContain('1.00 → 13.32 USDC, equal to the receipts')
    const short = { ...good, merchantAfter: 1n }
    expect(reportText({ ...parts, evidence: short, outcome: judge(short) })).toContain(
      'NOT what the receipts say',
    )
  })
})
