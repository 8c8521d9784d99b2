import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { acceptedPayment } from '../../fakes/accepted.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { openPromises, readPromises } from './promises.ts'

it('knows what was promised, what was voided, and what was neither when the power went', () => {
  const path = join(emptyFolder(), 'promises.jsonl')
  const book = openPromises(path, 'station/gate')
  const [first, second, third, fourth, fifth] = [1, 2, 3, 4, 5].map((n) => acceptedPayment(n))
  if (!first || !second || !third || !fourth || !fifth) throw new Error('five payments')
  book.signed(first)
  book.promised(first)
  book.signed(second)
  for (const each of [third, fourth, fifth]) {
    book.signed(each)
    book.promised(each)
    book.voiding(each)
  }
  book.voided(third)
  book.kept(fourth)
  const named = ({ authorization: { from, nonce, value } }: AcceptedPayment) => ({
    ...{ from, nonce, value },
    by: expect.stringMatching(/^station\/gate /),
  })
  expect(readPromises(path)).toEqual({
    promised: [named(first), named(fourth)],
    voided: [named(third)],
    unsure: [named(second), named(fifth)],
  })
})

it('has nothing of a terminal that sold nothing', () => {
  expect(readPromises(join(emptyFolder(), 'none'))).toEqual({ promised: [], voided: [], unsure: [] })
})
