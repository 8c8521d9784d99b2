import { expect, it } from 'vitest'
import { ERROR_CODES } from '#src/errors/codes.ts'
import { KK_UPDATES } from '#src/errors/words/kk-updates.ts'

it('has the codes of other versions, up to those of the program itself', () => {
  const wanted = ERROR_CODES.slice(
    ERROR_CODES.indexOf('UPDATE_UNREACHABLE'),
    ERROR_CODES.indexOf('CONFIG_INVALID'),
  )
  expect(Object.keys(KK_UPDATES)).toEqual(wanted)
})
