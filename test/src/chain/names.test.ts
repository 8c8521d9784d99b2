import { expect, it } from 'vitest'
import { networkName } from '#src/chain/names.ts'

it('calls networks as wallets do, and shows the number that wallets show too', () => {
  expect(networkName(8453)).toBe('Base (8453)')
  expect(networkName(1)).toBe('Ethereum (1)')
})

it('leaves one that it does not know a number', () => {
  expect(networkName(987_654)).toBe('987654')
})
