import { expect, it } from 'vitest'
import { warmUp } from '#main/modules/warm-up.ts'

it('proves the signature of the EIP-712 example, or the terminal does not start', () => {
  expect(warmUp).not.toThrow()
})
