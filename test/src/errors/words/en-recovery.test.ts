import { expect, it } from 'vitest'
import { ERROR_CODES } from '#src/errors/codes.ts'
import { EN_RECOVERY } from '#src/errors/words/en-recovery.ts'

it('has the codes of what the terminal mends by itself', () => {
  const from = ERROR_CODES.indexOf('PAGE_GONE')
  const mended = ERROR_CODES.slice(from, ERROR_CODES.indexOf('JOURNAL_WRITE_FAILED'))
  expect(Object.keys(EN_RECOVERY)).toEqual(mended)
})
