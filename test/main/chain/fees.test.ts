import { expect, it } from 'vitest'
import { feesFor } from '#main/chain/fees.ts'

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
