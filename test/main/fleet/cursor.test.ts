import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openCursor, resumeAt, WINDOW } from '#main/fleet/cursor.ts'
import { id } from '../../fakes/accepted.ts'
import { emptyFolder } from '../../fakes/folder.ts'

const journal = { epoch: id(1), seq: () => 40 }
const cursor = { epoch: id(1), seq: 10, sent: 12, handed: [{ receipt: 7, at: 1_700_000_000_000 }], heard: 9 }

function fileWith(text?: string): string {
  const path = join(emptyFolder(), 'fleet-cursor.json')
  if (text !== undefined) writeFileSync(path, text)
  return path
}

test('what is written is read again', async () => {
  const path = fileWith()
  const { move } = await openCursor(path, journal)
  await move(cursor)
  expect((await openCursor(path, journal)).now()).toEqual(cursor)
})

test.each([
  ['none', undefined],
  ['half a file', JSON.stringify({ v: 1, ...cursor }).slice(0, 30)],
  ['rubbish', '{"v":1,"seq":-1}'],
])('%s: it begins at the first entry, and any may have left before', async (_, text) => {
  const { now } = await openCursor(fileWith(text), journal)
  expect(now()).toEqual({ epoch: id(1), seq: 0, sent: 40, handed: [], heard: 0 })
})

test('one of another journal: as with none, but it knows which that was and what was heard', async () => {
  const { now } = await openCursor(fileWith(JSON.stringify({ v: 1, ...cursor, epoch: id(2) })), journal)
  expect(now()).toEqual({ epoch: id(1), before: id(2), seq: 0, sent: 40, handed: [], heard: 9 })
})

test('what was heard is written with the next change, and never goes back', async () => {
  const path = fileWith(JSON.stringify({ v: 1, ...cursor }))
  const { move, now, hear } = await openCursor(path, journal)
  hear(20)
  hear(19)
  expect(now().heard).toBe(20)
  expect(JSON.parse(readFileSync(path, 'utf8')).heard).toBe(9)
  await move({ seq: 11 })
  expect((await openCursor(path, journal)).now().heard).toBe(20)
})

test('changes count at once, and the last one stays on the disk', async () => {
  const path = fileWith()
  const { move, now, idle } = await openCursor(path, journal)
  const writing = [move({ sent: 41 }), move({ seq: 41 })]
  expect(now()).toMatchObject({ seq: 41, sent: 41 })
  await Promise.all([...writing, idle()])
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ seq: 41, sent: 41 })
})

test.each([
  ['nothing was on its way', { seq: 10, sent: 10 }, 10, 10],
  ['one entry was, and it is there', { seq: 10, sent: 11 }, 11, 11],
  ['one entry was, and it is not there', { seq: 10, sent: 11 }, 10, 10],
  ['several were: one of them may be missing before the last', { seq: 10, sent: 14 }, 14, 10],
  [
    'the cursor is lost: only in the last window may one be missing',
    { seq: 0, sent: 500 },
    400,
    400 - WINDOW,
  ],
  ['the cursor is lost, and little was sent', { seq: 0, sent: 40 }, 5, 0],
  ['the stream has lost its end', { seq: 500, sent: 500 }, 400, 400 - WINDOW],
  ['the stream has lost its end, and one entry was on its way', { seq: 500, sent: 501 }, 499, 499 - WINDOW],
  ['the stream has nothing of it any more', { seq: 500, sent: 510 }, 0, 0],
])('%s', (_, at, last, next) => {
  expect(resumeAt({ ...cursor, ...at }, last)).toBe(next)
})
