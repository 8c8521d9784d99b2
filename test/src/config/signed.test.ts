import { expect, it } from 'vitest'
import { signedSchema } from '#src/config/signed.ts'

it.each([
  [{ version: 1 }, true],
  [{ version: 2026112701, terminals: ['apple-1', 'apple-2'] }, true],
  [{}, false],
  [{ version: 0 }, false],
  [{ version: 1.5 }, false],
  [{ version: 2 ** 53 }, false],
  [{ version: 1, terminals: [] }, false],
  [{ version: 1, terminals: [''] }, false],
  [{ version: 1, key: 'mine' }, false],
])('of %j: %s', (json, isGood) => {
  expect(signedSchema.safeParse(json).success).toBe(isGood)
})
