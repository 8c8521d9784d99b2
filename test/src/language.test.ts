import { expect, it } from 'vitest'
import { LANGUAGES } from '#src/language.ts'

it('offers Kazakh first, then Russian and English', () => {
  expect(LANGUAGES).toEqual(['kk', 'ru', 'en'])
})
