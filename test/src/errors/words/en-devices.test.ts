import { expect, it } from 'vitest'
import { ERROR_CODES } from '#src/errors/codes.ts'
import { EN_DEVICES } from '#src/errors/words/en-devices.ts'

it('has the codes of cards, devices and wires, up to those of the sale', () => {
  const first = ERROR_CODES.slice(0, ERROR_CODES.indexOf('SALE_AMOUNT_INVALID'))
  expect(Object.keys(EN_DEVICES)).toEqual(first)
})
