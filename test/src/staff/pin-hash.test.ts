import { expect, it } from 'vitest'
import { formatPinHash, parsePinHash } from '#src/staff/pin-hash.ts'

const SALT = 'c2FsdHNhbHRzYWx0c2FsdA'
const HASH = 'cIW9OLlwfuaMAkPfoJ1NBz8i7C4xZ8sOTm1rMZIGkQo'
const text = (N: number, r = 8, p = 1) => `scrypt$${N}$${r}$${p}$${SALT}$${HASH}`

it('reads what it writes', () => {
  const hash = { N: 4096, r: 8, p: 1, salt: SALT, hash: HASH }
  expect(formatPinHash(hash)).toBe(text(4096))
  expect(parsePinHash(text(4096))).toEqual(hash)
})

it('takes no work that is none, and none that would hold the terminal up', () => {
  for (const bad of [text(512), text(4097), text(65_536), text(1024, 4), text(4096, 8, 0), text(4096, 8, 5)])
    expect(parsePinHash(bad), bad).toBeUndefined()
  // 128·N·r bytes: 32 MiB at most.
  expect(parsePinHash(text(32_768))).toBeDefined()
})

it('takes nothing that is not whole', () => {
  for (const bad of [
    '',
    '4711',
    text(4096).slice(0, -1),
    text(4096).replace('scrypt', 'bcrypt'),
    `${text(4096)}$`,
  ])
    expect(parsePinHash(bad), bad).toBeUndefined()
})
