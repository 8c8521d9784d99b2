import { createHash } from 'node:crypto'
import { appendFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openJournal } from '#main/journal/journal.ts'
import { fail } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { changeFile, damageSecondLine, firstFile, writeBook } from './book.ts'

/** Adds a line as a version of the future would: chained and hashed as the format has it. */
async function addNewer(dir: string, fact: unknown): Promise<void> {
  const path = await firstFile(dir)
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  const prev = lines.at(-1)?.slice(0, 64) ?? ''
  const body = JSON.stringify({ seq: lines.length + 1, at: 1_800_000_000_000, fact })
  const hash = createHash('sha256').update(prev).update(body).digest('hex')
  appendFileSync(path, `${hash} ${prev} ${body}\n`)
}

const open = (dir: string) =>
  openJournal(dir, {
    clock: fakeClock(),
    randomBytes: (n) => new Uint8Array(n),
    onEntry: () => undefined,
    log: () => undefined,
  })

describe('a journal in which a newer version wrote', () => {
  it.each([
    ['a fact of another kind', { type: 'forgiven', ids: [] }],
    ['another form of a known fact', { type: 'refund-asked', ask: { lot: 7 } }],
  ])('%s is not opened, and not taken for damaged', async (_what, fact) => {
    const dir = join(emptyFolder(), 'journal')
    await writeBook(dir, 3)
    await addNewer(dir, fact)
    const before = readFileSync(await firstFile(dir))
    expect(await open(dir)).toMatchObject(fail('DATA_NEWER'))
    expect(readFileSync(await firstFile(dir))).toEqual(before)
    expect(readdirSync(join(dir, '..'))).toEqual(['journal'])
  })

  it('is not even mended where it is damaged: the newer facts would not be carried over', async () => {
    const dir = join(emptyFolder(), 'journal')
    await writeBook(dir, 3)
    await addNewer(dir, { type: 'forgiven', ids: [] })
    await changeFile(dir, damageSecondLine)
    expect(await open(dir)).toMatchObject(fail('DATA_NEWER'))
    expect(readdirSync(join(dir, '..'))).toEqual(['journal'])
  })
})
