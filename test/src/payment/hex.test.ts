import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isHex } from '#src/payment/hex.ts'
import { hex } from '../../fakes/arbitrary.ts'

it('is 0x and whole bytes in lower case', () => {
  expect(['0x', '0x00', '0xc0ffee'].every((text) => isHex(text))).toBe(true)
  const wrong = ['', '00', '0X00', '0x0', '0xFF', '0xgg', ' 0x00', '0x00\n']
  expect(wrong.filter((text) => isHex(text))).toEqual([])
})

it('is as long as asked for', () => {
  fc.assert(
    fc.property(fc.nat({ max: 80 }), fc.nat({ max: 80 }), (bytes, asked) => {
      expect(isHex(`0x${'ab'.repeat(bytes)}`, asked)).toBe(bytes === asked)
    }),
  )
  fc.assert(fc.property(hex(32), (text) => isHex(text, 32)))
})
