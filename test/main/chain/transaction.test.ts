import { Transaction } from 'ethers'
import { expect, it } from 'vitest'
import { accountOf } from '#main/chain/account.ts'
import { encodeBatch } from '#main/chain/batch.ts'
import { floorGas, gasLimitFor, MOST_BYTES, MOST_GAS, signCall } from '#main/chain/transaction.ts'
import type { Hex } from '#src/payment/hex.ts'
import { acceptedPayment, account, TOKEN } from '../../fakes/accepted.ts'
import { testKey } from '../../fakes/payment.ts'

const GAS = accountOf(testKey(1))
const fees = { maxFeePerGas: 3n, maxPriorityFeePerGas: 1n }
const call = (data: Hex, gasLimit = 1_000_000n) => ({ chainId: 31_337, to: account(1), data, gasLimit, fees })

const batch = (count: number): Hex =>
  encodeBatch(
    TOKEN,
    Array.from({ length: count }, (_, i) => acceptedPayment(i + 1)),
  )

it('signs what ethers reads back, by the account, under its own hash', () => {
  const signed = signCall(call('0xabcd'), GAS, 7)
  if (!signed.ok) throw new Error(signed.error.code)
  const { from, nonce, to, data, value, chainId, type, hash, maxFeePerGas } = Transaction.from(
    signed.value.raw,
  )
  expect({ from: from?.toLowerCase(), to: to?.toLowerCase(), nonce, data, value, chainId, type }).toEqual({
    from: GAS.address,
    to: account(1),
    nonce: 7,
    data: '0xabcd',
    value: 0n,
    chainId: 31_337n,
    type: 2,
  })
  expect(hash).toBe(signed.value.hash)
  expect(maxFeePerGas).toBe(3n)
})

it('signs the same bytes again for the same call: a hash is known before it is sent', () => {
  expect(signCall(call('0xabcd'), GAS, 7)).toEqual(signCall(call('0xabcd'), GAS, 7))
})

it('keeps to the most gas of a transaction', () => {
  expect(signCall(call('0x', MOST_GAS), GAS, 0).ok).toBe(true)
  expect(signCall(call('0x', MOST_GAS + 1n), GAS, 0)).toMatchObject({ error: { code: 'BATCH_TOO_LARGE' } })
})

it('keeps to the longest transaction that nodes take into their pools', () => {
  const envelope = 120 // fees, nonce, signature and lengths of this very transaction
  const fits = call(`0x${'11'.repeat(MOST_BYTES - envelope)}`)
  const signed = signCall(fits, GAS, 0)
  if (!signed.ok) throw new Error(signed.error.code)
  const left = MOST_BYTES - (signed.value.raw.length / 2 - 1)
  expect(left).toBeGreaterThanOrEqual(0)
  expect(signCall(call(`${fits.data}${'11'.repeat(left)}`), GAS, 0).ok).toBe(true)
  expect(signCall(call(`${fits.data}${'11'.repeat(left + 1)}`), GAS, 0)).toMatchObject({
    error: { code: 'BATCH_TOO_LARGE' },
  })
})

it('takes the largest batch the configuration allows', () => {
  const data = batch(200)
  expect(signCall(call(data, gasLimitFor(200, data)), GAS, 0).ok).toBe(true)
})

it('counts the floor of EIP-7623: 21,000, 10 a zero byte, 40 another', () => {
  expect(floorGas('0x')).toBe(21_000n)
  expect(floorGas('0x00ff0010')).toBe(21_000n + 2n * 10n + 2n * 40n)
})

it('asks for 60,000 a payment and 100,000, and never for less than the floor', () => {
  expect(gasLimitFor(100, batch(100))).toBe(6_100_000n)
  expect(gasLimitFor(1, `0x${'ff'.repeat(10_000)}`)).toBe(421_000n)
})
