import { expect, test } from 'vitest'
import type { Payment } from '#src/payment/record.ts'
import { asJson, introduction, isDone, reason, summary, table } from '../../cli/report.ts'
import { acceptedPayment, id } from '../fakes/accepted.ts'
import { lostContent } from '../main/rescue/lost.ts'

const payment = (n: number, change: Partial<Payment> = {}): Payment => ({
  ...acceptedPayment(n),
  ...{ id: id(n), state: 'accepted', batch: null, proof: null, refusal: null, rescuedFrom: 'apple-2' },
  ...change,
})

const proof = { txHash: id(0x7), blockHash: id(0xb), blockNumber: 12, logIndex: 0 }
const settled = payment(1, { state: 'settled', batch: id(0x7), proof })
const refused = payment(2, { state: 'refused', refusal: 'PAYER_NO_FUNDS' })
const expired = payment(1_000_000, { state: 'expired' })
const sent = payment(4, { state: 'submitted', batch: id(0x8) })

test('a line for each receipt, amounts under each other', () => {
  const dear = { ...refused, authorization: { ...refused.authorization, value: 1_234_500_000n } }
  expect(table([settled, dear, expired])).toBe(
    [
      `001-000001       1.00 USDC  settled  block 12, ${id(0x7)}`,
      '001-000002   1,234.50 USDC  refused  The customer’s account does not hold enough.',
      '001-1000000      1.00 USDC  expired  The payment’s deadline has passed.',
    ].join('\n'),
  )
})

test('why a payment stands as it does', () => {
  expect(reason(sent)).toBe(`sent, not yet in a block: ${id(0x8)}`)
  expect(reason(payment(3))).toBe('not sent')
})

test('what it adds up to', () => {
  expect(summary([settled, refused, payment(5, { state: 'settled' })])).toBe(
    '1 refused 1.00 USDC, 2 settled 2.00 USDC',
  )
})

test('done is when the chain could pay nothing more', () => {
  const parked = payment(6, { state: 'parked', refusal: 'ACCOUNT_BLOCKED' })
  expect(isDone([settled, expired, parked])).toBe(true)
  for (const waiting of [refused, sent, payment(3), payment(3, { state: 'confirmed' })])
    expect(isDone([settled, waiting])).toBe(false)
})

test('programs get the same', () => {
  const content = { ...lostContent(), gasAccount: id(1) }
  expect(JSON.parse(asJson(content, [settled, refused]))).toEqual({
    terminalId: 'apple-2',
    chainId: 31_337,
    done: false,
    payments: [
      {
        ...{ receipt: '001-000001', id: id(1), amount: '1', symbol: 'USDC', state: 'settled', refusal: null },
        ...{ transaction: id(0x7), blockNumber: 12 },
      },
      {
        ...{ receipt: '001-000002', id: id(2), amount: '1', symbol: 'USDC', state: 'refused' },
        ...{ refusal: 'PAYER_NO_FUNDS', transaction: null, blockNumber: null },
      },
    ],
  })
})

test('whose payments they are is said before anything is done', () => {
  const said = introduction({ ...lostContent(), gasAccount: `0x${'ab'.repeat(20)}` }, '0xGas')
  for (const part of ['apple-2, Apple Street', 'USD Coin', '31337', '2023-11-14T22:13:20.000Z', '0xGas'])
    expect(said).toContain(part)
})
