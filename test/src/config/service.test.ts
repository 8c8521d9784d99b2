import { expect, test } from 'vitest'
import { serviceSchema } from '#src/config/service.ts'

const HASH = `scrypt$4096$8$1$${'a'.repeat(22)}$${'b'.repeat(43)}`

test('a PIN stands in the file as its hash, or not at all', () => {
  expect(serviceSchema.parse({})).toEqual({})
  expect(serviceSchema.parse({ pin: HASH })).toEqual({ pin: HASH })
})

test.each([['2580'], [''], [`${HASH}x`], ['scrypt$2$8$1$c2FsdHNhbHRzYWx0c2FsdA$x']])(
  '%s is no hash',
  (pin) => {
    expect(serviceSchema.safeParse({ pin }).success).toBe(false)
  },
)

test('no other way in is known', () => {
  expect(serviceSchema.safeParse({ password: 'x' }).success).toBe(false)
})
