import { join } from 'node:path'
import { expect, it } from 'vitest'
import { acceptedPayment } from '../../fakes/accepted.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { openPromises, readPromises } from './promises.ts'

it('knows what was promised, and what was signed before the power went', () => {
  const path = join(emptyFolder(), 'promises.jsonl')
  const book = openPromises(path, 'station/gate')
  const [first, second] = [acceptedPayment(1), acceptedPayment(2)]
  book.signed(first)
  book.promised(first)
  book.signed(second)
  const named = ({ authorization: { from, nonce, value } }: typeof first) => ({
    ...{ from, nonce, value },
    by: expect.stringMatching(/^station\/gate /),
  })
  expect(readPromises(path)).toEqual({ promised: [named(first)], unsure: [named(second)] })
})

it('has nothing of a terminal that sold nothing', () => {
  expect(readPromises(join(emptyFolder(), 'none'))).toEqual({ promised: [], unsure: [] })
})
