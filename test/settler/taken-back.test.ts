import { expect, it } from 'vitest'
import { againFact, readTakenBack, recalledFact, type TakenBack } from '../../settler/taken-back.ts'

const ID = `0x${'ab'.repeat(32)}` as const
const PAYER = `0x${'cd'.repeat(20)}` as const
const RECALLED: TakenBack = { id: ID, terminal: 'almaty/gate-1', at: 1000 }
const LET_GO: TakenBack = { ...RECALLED, payer: PAYER }
const entry = (fact: ReturnType<typeof recalledFact>) => ({ seq: 9, at: 5000, fact })

it('has the time of the note, until it is said again with that', () => {
  const first = readTakenBack(entry(recalledFact(ID, 'almaty/gate-1')))
  expect(first).toEqual({ ...RECALLED, at: 5000 })
  expect(readTakenBack(entry(againFact(RECALLED)))).toEqual(RECALLED)
  expect(readTakenBack(entry(againFact(LET_GO)))).toEqual(LET_GO)
})

it.each([
  ['nothing', 'recalled', undefined],
  ['an id alone', 'recalled', ID],
  ['another id', 'recalled', `${ID}00 almaty/gate-1`],
  ['a time that is none', 'recalled', `${ID} almaty/gate-1 soon`],
  ['no payer', 'let-go', `${ID} almaty/gate-1 1000`],
  ['half a payer', 'let-go', `${ID} almaty/gate-1 1000 0xcd`],
  ['another note', 'back-in-service', `${ID} almaty/gate-1 1000 ${PAYER}`],
])('takes a note for nothing that says %s', (_what, what, detail) => {
  expect(
    readTakenBack(entry({ type: 'noted', what, by: null, ...(detail !== undefined && { detail }) })),
  ).toBeUndefined()
})
