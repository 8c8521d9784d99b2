import { expect, it } from 'vitest'
import { ERROR_CODES } from '#src/errors/codes.ts'
import { KK_DEVICES } from '#src/errors/words/kk-devices.ts'

it('has the codes of cards, devices and wires, up to those of the sale', () => {
  const first = ERROR_CODES.slice(0, ERROR_CODES.indexOf('SALE_AMOUNT_INVALID'))
  expect(Object.keys(KK_DEVICES)).toEqual(first)
})
