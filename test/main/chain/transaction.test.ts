import { SigningKey, Transaction } from 'ethers'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { accountOf } from '#main/chain/account.ts'
import { encodeBatch } from '#main/chain/batch.ts'
import { feesOf, floorGas, MOST_BYTES, MOST_GAS, signCall } from '#main/chain/transaction.ts'
import type { Hex } from '#src/payment/hex.ts'
import { acceptedPayment, account, TOKEN } from '../../fakes/accepted.ts'
import { hex } from '../../fakes/arbitrary.ts'
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
  expect(signCall(call(batch(200), 12_100_000n), GAS, 0).ok).toBe(true)
})

it('equals what ethers signs, byte for byte', () => {
  const calls = fc.record({
    chainId: fc.integer({ min: 1, max: 2 ** 40 }),
    to: hex(20),
    data: fc.oneof(hex(), fc.constant<Hex>(batch(3))),
    gasLimit: fc.bigInt(21_000n, MOST_GAS),
    fees: fc.record({
      maxFeePerGas: fc.bigInt(2n ** 64n, 2n ** 65n),
      maxPriorityFeePerGas: fc.bigInt(0n, 2n ** 64n),
    }),
  })
  fc.assert(
    fc.property(calls, fc.maxSafeNat(), (drawn, nonce) => {
      const { fees: bid, ...rest } = drawn
      const theirs = Transaction.from({ type: 2, nonce, value: 0n, ...bid, ...rest })
      theirs.signature = new SigningKey(GAS.privateKey).sign(theirs.unsignedHash)
      expect(signCall(drawn, GAS, nonce)).toEqual({
        ok: true,
        value: { hash: theirs.hash, raw: theirs.serialized },
      })
      expect(feesOf(theirs.serialized as Hex)).toEqual(bid)
    }),
    { numRuns: 40 },
  )
})

it('counts the floor of EIP-7623: 21,000, 10 a zero byte, 40 another', () => {
  expect(floorGas('0x')).toBe(21_000n)
  expect(floorGas('0x00ff0010')).toBe(21_000n + 2n * 10n + 2n * 40n)
})
