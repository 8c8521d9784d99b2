import { expect, it } from 'vitest'
import { feesFor, outbid } from '#main/chain/fees.ts'

const GWEI = 1_000_000_000n

it('takes the tip of the node and room for a base fee twice as high', () => {
  expect(feesFor(1, 30n * GWEI, 1n * GWEI)).toEqual({
    maxFeePerGas: 61n * GWEI,
    maxPriorityFeePerGas: 1n * GWEI,
  })
})

it('does not follow careless neighbours on a quiet chain', () => {
  expect(feesFor(1, 1n * GWEI, 99n * GWEI).maxPriorityFeePerGas).toBe(2n * GWEI)
  expect(feesFor(8453, 5_000_000n, 99n * GWEI).maxPriorityFeePerGas).toBe(2n * GWEI)
})

it('follows the base fee on a busy chain', () => {
  expect(feesFor(1, 20n * GWEI, 99n * GWEI).maxPriorityFeePerGas).toBe(40n * GWEI)
})

it('pays the tip that Polygon demands whatever its base fee', () => {
  expect(feesFor(137, 1n * GWEI, 30n * GWEI).maxPriorityFeePerGas).toBe(30n * GWEI)
  expect(feesFor(137, 1n * GWEI, 900n * GWEI).maxPriorityFeePerGas).toBe(100n * GWEI)
})

it('works on a chain without fees', () => {
  expect(feesFor(31_337, 0n, 0n)).toEqual({ maxFeePerGas: 0n, maxPriorityFeePerGas: 0n })
})

it('outbids by more than the tenth that geth demands, on both fees, however small', () => {
  for (const fee of [0n, 1n, 7n, 1_000_000_007n, 900n * GWEI]) {
    const old = { maxFeePerGas: fee, maxPriorityFeePerGas: fee / 2n }
    const next = outbid(old, { maxFeePerGas: 0n, maxPriorityFeePerGas: 0n })
    expect(next.maxFeePerGas * 10n).toBeGreaterThanOrEqual(old.maxFeePerGas * 11n)
    expect(next.maxPriorityFeePerGas * 10n).toBeGreaterThanOrEqual(old.maxPriorityFeePerGas * 11n)
    expect(next.maxFeePerGas).toBeGreaterThan(old.maxFeePerGas)
  }
})

it('never outbids with less than what is usual now', () => {
  const usual = { maxFeePerGas: 100n * GWEI, maxPriorityFeePerGas: 2n * GWEI }
  expect(outbid({ maxFeePerGas: 3n, maxPriorityFeePerGas: 1n }, usual)).toEqual(usual)
})
