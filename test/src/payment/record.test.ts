import { describe, expect, it } from 'vitest'
import {
  type AcceptedPayment,
  acceptedPaymentSchema,
  hexSchema,
  paymentSchema,
  proofSchema,
  receiptText,
} from '#src/payment/record.ts'
import { acceptedPayment, id, standing } from '../../fakes/accepted.ts'
import { refusedPaths } from '../refused.ts'

const good = acceptedPayment(1)
const { authorization } = good

describe('an accepted payment', () => {
  it('is read as it is, and with its value as a decimal string', () => {
    expect(acceptedPaymentSchema.parse(good)).toEqual(good)
    const json = { ...good, authorization: { ...authorization, value: '1000000' } }
    expect(acceptedPaymentSchema.parse(json)).toEqual(good)
  })

  it.each([1, 64, 65, 66, 4096])(
    'may have a signature of %i bytes: contract wallets have their own',
    (bytes) => {
      const signature = `0x${'11'.repeat(bytes)}` as const
      expect(acceptedPaymentSchema.parse({ ...good, signature })).toEqual({ ...good, signature })
    },
  )

  it.each<[string, string, Partial<Record<keyof AcceptedPayment, unknown>>]>([
    [
      'an upper-case address',
      'authorization.from',
      { authorization: { ...authorization, from: `0x${'AB'.repeat(20)}` } },
    ],
    [
      'an address of 19 bytes',
      'authorization.to',
      { authorization: { ...authorization, to: `0x${'ab'.repeat(19)}` } },
    ],
    [
      'a nonce of 33 bytes',
      'authorization.nonce',
      { authorization: { ...authorization, nonce: `0x${'00'.repeat(33)}` } },
    ],
    [
      'a nonce of half bytes',
      'authorization.nonce',
      { authorization: { ...authorization, nonce: `0x${'0'.repeat(63)}` } },
    ],
    ['a negative value', 'authorization.value', { authorization: { ...authorization, value: -1n } }],
    ['a negative value in JSON', 'authorization.value', { authorization: { ...authorization, value: '-1' } }],
    ['a value as a number', 'authorization.value', { authorization: { ...authorization, value: 1000000 } }],
    ['a value with a point', 'authorization.value', { authorization: { ...authorization, value: '1.5' } }],
    [
      'a time with a fraction',
      'authorization.validBefore',
      { authorization: { ...authorization, validBefore: 1.5 } },
    ],
    ['a negative time', 'authorization.validAfter', { authorization: { ...authorization, validAfter: -1 } }],
    ['a field more inside', 'authorization', { authorization: { ...authorization, memo: '' } }],
    ['no signature', 'signature', { signature: '0x' }],
    ['a signature of half bytes', 'signature', { signature: `0x${'1'.repeat(131)}` }],
    ['a signature of more than 4096 bytes', 'signature', { signature: `0x${'11'.repeat(4097)}` }],
    ['a signature without 0x', 'signature', { signature: '11'.repeat(65) }],
    ['a receipt number of zero', 'receiptNumber', { receiptNumber: 0 }],
    ['a receipt in another form', 'receipt', { receipt: '1-1' }],
    ['a chain id of zero', 'domain.chainId', { domain: { ...good.domain, chainId: 0 } }],
    ['a nameless token', 'domain.name', { domain: { ...good.domain, name: '' } }],
    ['19 decimals', 'asset.decimals', { asset: { symbol: 'USDC', decimals: 19 } }],
    ['a symbol with a line feed', 'asset.symbol', { asset: { symbol: 'US\nDC', decimals: 6 } }],
    ['null for a part', 'asset', { asset: null }],
  ])('with %s is refused at %s', (_what, path, change) => {
    expect(refusedPaths(acceptedPaymentSchema, { ...good, ...change })).toEqual([path])
  })

  it.each([[undefined], [null], ['0x'], [17], [[]], [{}]])('is not %j', (garbage) => {
    expect(acceptedPaymentSchema.safeParse(garbage).success).toBe(false)
  })

  it('has no field more', () => {
    expect(refusedPaths(acceptedPaymentSchema, { ...good, payee: id(1) })).toEqual([''])
  })
})

describe('a payment', () => {
  const payment = standing(1)

  it.each([
    ['a state that does not exist', 'state', { state: 'paid' }],
    ['a refusal that is no code', 'refusal', { refusal: 'NO' }],
    ['a batch of 31 bytes', 'batch', { batch: `0x${'00'.repeat(31)}` }],
    ['a number for a terminal', 'rescuedFrom', { rescuedFrom: 1 }],
    ['no word on where it is from', 'rescuedFrom', { rescuedFrom: undefined }],
  ])('with %s is refused at %s', (_what, path, change) => {
    expect(paymentSchema.parse(payment)).toEqual(payment)
    expect(refusedPaths(paymentSchema, { ...payment, ...change })).toEqual([path])
  })
})

describe('the parts', () => {
  it('a proof names one log of one block', () => {
    const proof = { txHash: id(1), blockHash: id(2), blockNumber: 0, logIndex: 0 }
    expect(proofSchema.parse(proof)).toEqual(proof)
    expect(refusedPaths(proofSchema, { ...proof, logIndex: -1 })).toEqual(['logIndex'])
  })

  it('hex of any length is whole bytes', () => {
    expect(hexSchema().parse('0x')).toBe('0x')
    for (const wrong of ['', '0x0', '0xgg', '0X00', '0x00\n', 0])
      expect(hexSchema().safeParse(wrong).success).toBe(false)
  })

  it('a receipt is till and number', () => {
    expect(receiptText(1, 347)).toBe('001-000347')
    expect(receiptText(42, 12_345_678)).toBe('042-12345678')
  })
})
