import { expect, test } from 'vitest'
import { receiptOf } from '#main/receipt/receipt.ts'
import { configSchema } from '#src/config/schema.ts'
import { PAYMENT_STATES } from '#src/payment/states.ts'
import { MERCHANT, receivedFact, standing, TOKEN } from '../../fakes/accepted.ts'

const SHOP = { name: 'Aport Market', address: '10 Kabanbay Batyr St', taxId: '123456789012' }
const config = configSchema.parse({
  terminal: { id: 'apple-1', till: 7 },
  shop: SHOP,
  languages: { paper: 'ru' },
  money: {
    asset: { symbol: 'USDC', decimals: 6 },
    domain: { name: 'USD Coin', version: '2', chainId: 31_337, verifyingContract: TOKEN },
    payee: MERCHANT,
  },
  chain: { rpcUrls: ['http://127.0.0.1:8545'] },
  devices: {},
})
const payment = standing(3)

test('the paper says what the ledger knows of the payment', () => {
  const { authorization, domain } = payment
  expect(receiptOf(payment, config, false)).toMatchObject({
    language: 'ru',
    shop: SHOP,
    till: '7',
    number: '001-000003',
    acceptedAt: payment.acceptedAt,
    amount: { units: 1_000_000n, asset: { symbol: 'USDC', decimals: 6 } },
    payer: authorization.from,
    state: { kind: 'accepted-offline', settlesBy: authorization.validBefore * 1000 },
    proof: {
      chainId: 31_337,
      token: domain.verifyingContract,
      payer: authorization.from,
      nonce: authorization.nonce,
    },
    copy: false,
  })
})

test('the paper says settled only when the money is on the chain', () => {
  const settled = PAYMENT_STATES.filter(
    (state) => receiptOf({ ...payment, state }, config, true).state.kind === 'settled',
  )
  expect(settled).toEqual(['confirmed', 'settled'])
})

test('of a payer’s own transfer the paper names the transaction, and the sum that was really paid', () => {
  const { proof } = receivedFact(3)
  const transfer = standing(3, { state: 'confirmed', signature: null, proof })
  const { authorization, domain } = transfer
  const paid = { ...transfer, authorization: { ...authorization, value: 4_270_734n } }
  expect(receiptOf(paid, config, false)).toMatchObject({
    amount: { units: 4_270_734n },
    state: { kind: 'received' },
    proof: {
      chainId: 31_337,
      token: domain.verifyingContract,
      payer: authorization.from,
      txHash: proof.txHash,
    },
  })
  // Neither offline nor settled, whatever the chain does: it was paid on the network.
  for (const state of PAYMENT_STATES)
    expect(receiptOf({ ...paid, state }, config, true).state.kind).toBe('received')
})

test('a return names its receipt and whom it goes to, and says when it is there', () => {
  const refund = standing(9, {
    returns: payment.id,
    authorization: { ...payment.authorization, to: MERCHANT },
  })
  expect(receiptOf(refund, config, false, payment)).toMatchObject({
    title: 'return',
    number: '001-000009',
    returns: '001-000003',
    payer: MERCHANT,
    state: { kind: 'goesBack' },
  })
  expect(receiptOf({ ...refund, state: 'settled' }, config, true, payment)).toMatchObject({
    state: { kind: 'goneBack' },
    copy: true,
  })
})

test('a payment that was taken back is none, unless somebody has collected it', () => {
  const voided = { ...payment, voided: true as const }
  for (const state of ['voided', 'cancelled'] as const)
    expect(receiptOf({ ...voided, state }, config, false)).toMatchObject({
      title: 'void',
      state: { kind: state },
    })
  expect(receiptOf({ ...voided, state: 'settled' }, config, false)).toMatchObject({
    title: undefined,
    state: { kind: 'settled' },
  })
})
