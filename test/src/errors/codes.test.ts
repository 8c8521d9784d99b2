import { expect, it } from 'vitest'
import { ERROR_CODES } from '#src/errors/codes.ts'

it('lists each code once, in capitals', () => {
  expect(new Set(ERROR_CODES).size).toBe(ERROR_CODES.length)
  expect(ERROR_CODES.filter((code) => !/^[A-Z]+(_[A-Z]+)*$/.test(code))).toEqual([])
})
