import { expect, it } from 'vitest'
import { EN } from '#src/errors/words/en.ts'

it('holds only Latin letters', () => {
  for (const { what, now } of Object.values(EN)) expect(what + now).not.toMatch(/\p{Script=Cyrillic}/u)
})
