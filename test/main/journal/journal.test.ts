import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { openJournal } from '#main/journal/journal.ts'
import { SEGMENT_LINES, segmentPath } from '#main/journal/segments.ts'
import type { Fact } from '#src/journal/entry.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { acceptedFact, factsOf, firstFile, openBook, writeBook, writeLongBook } from './book.ts'

const newDir = () => join(emptyFolder(), 'ledger', 'journal')

describe('a new journal', () => {
  it('begins with its own name, in a folder that it makes', async () => {
    const { journal, entries } = await openBook(newDir())
    const first = [
      {
        seq: 1,
        at: expect.any(Number),
        fact: { type: 'opened', ledgerId: journal.ledgerId, epoch: journal.epoch },
      },
    ]
    expect(entries).toEqual(first)
    expect(await journal.since(0, 10)).toEqual(first)
    expect(journal.ledgerId).not.toBe(journal.epoch)
    await journal.close()
  })

  it('is begun in an empty file too, as a kill before the first line leaves it', async () => {
    const dir = newDir()
    mkdirSync(dir, { recursive: true })
    writeFileSync(segmentPath(dir, 1), '')
    const { journal } = await openBook(dir)
    expect(journal.seq()).toBe(1)
    await journal.close()
  })

  it('cannot be begun where a file stands in the way', async () => {
    const dir = join(emptyFolder(), 'journal')
    writeFileSync(dir, 'not a folder')
    const opened = await openJournal(dir, {
      clock: fakeClock(),
      randomBytes: (n) => new Uint8Array(n),
      onEntry: () => undefined,
      log: () => undefined,
    })
    expect(opened).toMatchObject({ ok: false, error: { code: 'JOURNAL_UNREADABLE' } })
  })
})

describe('append', () => {
  it('numbers its lines and chains each to the one before: hash = SHA-256(prev ‖ body)', async () => {
    const dir = newDir()
    await writeBook(dir, 3)
    const lines = readFileSync(await firstFile(dir), 'utf8').split('\n')
    expect(lines.pop()).toBe('')
    let before = '0'.repeat(64)
    for (const [i, line] of lines.entries()) {
      const [hash, prev, body = ''] = [line.slice(0, 64), line.slice(65, 129), line.slice(130)]
      expect(prev).toBe(before)
      expect(hash).toBe(createHash('sha256').update(`${prev}${body}`).digest('hex'))
      expect(JSON.parse(body)).toMatchObject({ seq: i + 1 })
      before = hash
    }
    expect(lines).toHaveLength(4)
  })

  it('keeps the order of calls that run at once', async () => {
    const dir = newDir()
    const { journal } = await openBook(dir)
    const facts = Array.from({ length: 20 }, (_, i) => acceptedFact(i + 1))
    const written = await Promise.all(facts.map(journal.append))
    expect(written.map((each) => each.ok && each.value.seq)).toEqual(facts.map((_, i) => i + 2))
    await journal.close()
    const { journal: again, entries } = await openBook(dir)
    expect(factsOf(entries).slice(1)).toEqual(facts)
    await again.close()
  })

  it('writes nothing that it could not read again', async () => {
    const dir = newDir()
    const { journal } = await openBook(dir)
    const shouted: Fact = { type: 'settled', ids: [`0x${'AB'.repeat(32)}`] }
    expect(await journal.append(shouted)).toMatchObject({
      ok: false,
      error: { code: 'JOURNAL_WRITE_FAILED' },
    })
    expect(await journal.append(acceptedFact(1))).toMatchObject({ ok: true, value: { seq: 2 } })
    await journal.close()
    const { journal: again, entries, said } = await openBook(dir)
    expect(entries).toHaveLength(2)
    expect(said).toEqual([])
    await again.close()
  })

  it('takes any name that a token may have', async () => {
    const dir = newDir()
    const { journal } = await openBook(dir)
    const fact = acceptedFact(1)
    if (fact.type !== 'accepted') throw new Error('not a payment')
    const { payment } = fact
    const named = { ...payment, domain: { ...payment.domain, name: 'a\u2028b\u2029c\r\nd\ud83d\ude00' } }
    await journal.append({ type: 'accepted', payment: named })
    await journal.close()
    const { journal: again, entries } = await openBook(dir)
    expect(factsOf(entries)[1]).toEqual({ type: 'accepted', payment: named })
    await again.close()
  })

  it('goes on after a disk that refused a line and its removal, once it takes both', async () => {
    const dir = newDir()
    const { journal } = await openBook(dir)
    const probe = await open(join(dir, 'probe'), 'w')
    const sync = vi.spyOn(Object.getPrototypeOf(probe), 'datasync')
    await probe.close()
    sync.mockRejectedValueOnce(new Error('EIO')).mockRejectedValueOnce(new Error('EIO'))
    const refused = { ok: false, error: { code: 'JOURNAL_WRITE_FAILED' } }
    expect(await journal.append(acceptedFact(1))).toMatchObject(refused)
    sync.mockRejectedValueOnce(new Error('EIO'))
    expect(await journal.append(acceptedFact(2))).toMatchObject(refused)
    expect(await journal.append(acceptedFact(3))).toMatchObject({ ok: true, value: { seq: 2 } })
    sync.mockRestore()
    await journal.close()
    const { journal: again, entries, said } = await openBook(dir)
    expect(factsOf(entries).slice(1)).toEqual([acceptedFact(3)])
    expect(said).toEqual([])
    await again.close()
  })

  it('is refused after close', async () => {
    const { journal } = await openBook(newDir())
    await journal.close()
    expect(await journal.append(acceptedFact(1))).toMatchObject({
      ok: false,
      error: { code: 'JOURNAL_WRITE_FAILED' },
    })
  })
})

describe('opening again', () => {
  it('gives the same entries, names and number, and goes on from there', async () => {
    const dir = newDir()
    const { journal: first } = await openBook(dir)
    await first.append(acceptedFact(1))
    const before = await first.since(0, 10)
    await first.close()

    const { journal: second, entries } = await openBook(dir)
    expect(entries).toEqual(before)
    expect([second.epoch, second.ledgerId, second.seq()]).toEqual([first.epoch, first.ledgerId, 2])
    await second.append(acceptedFact(2))
    await second.close()

    const { journal: third, entries: all } = await openBook(dir)
    expect(all.map(({ seq }) => seq)).toEqual([1, 2, 3])
    await third.close()
  })
})

describe('segments', () => {
  it('are begun anew when full, and read across', { timeout: 60_000 }, async () => {
    const dir = newDir()
    writeLongBook(dir, SEGMENT_LINES - 5)
    const { journal } = await openBook(dir)
    const count = SEGMENT_LINES + 10
    const rest = Array.from({ length: 15 }, (_, i) => acceptedFact(SEGMENT_LINES - 5 + i))
    await Promise.all(rest.map(journal.append))
    expect(readdirSync(dir)).toEqual(['0000000001.jsonl', '0000005001.jsonl'])

    const seqs = async (after: number, limit: number) =>
      (await journal.since(after, limit)).map(({ seq }) => seq)
    expect(await seqs(4998, 4)).toEqual([4999, 5000, 5001, 5002])
    expect(await seqs(5000, 2)).toEqual([5001, 5002])
    expect(await seqs(count, 10)).toEqual([])
    expect(await seqs(count + 5, 10)).toEqual([])

    const paged: number[] = []
    for (let page = await seqs(0, 1997); page.length > 0; page = await seqs(paged.at(-1) ?? 0, 1997))
      paged.push(...page)
    expect(paged).toEqual(Array.from({ length: count }, (_, i) => i + 1))
    await journal.close()

    const { journal: again, entries, said } = await openBook(dir)
    expect([entries.length, said]).toEqual([count, []])
    expect(await again.append(acceptedFact(count))).toMatchObject({ ok: true, value: { seq: count + 1 } })
    await again.close()
  })

  it('wait until the disk can take the next one', async () => {
    const dir = newDir()
    writeLongBook(dir, SEGMENT_LINES)
    const { journal } = await openBook(dir)
    const inTheWay = segmentPath(dir, SEGMENT_LINES + 1)
    mkdirSync(inTheWay)
    expect(await journal.append(acceptedFact(SEGMENT_LINES))).toMatchObject({
      ok: false,
      error: { code: 'JOURNAL_WRITE_FAILED' },
    })
    rmdirSync(inTheWay)
    expect(await journal.append(acceptedFact(SEGMENT_LINES))).toMatchObject({ ok: true })
    await journal.close()
  })

  it('may be empty at the end, as a kill before its first line leaves it', async () => {
    const dir = newDir()
    writeLongBook(dir, SEGMENT_LINES)
    writeFileSync(segmentPath(dir, SEGMENT_LINES + 1), '')
    const { journal, said } = await openBook(dir)
    expect(await journal.append(acceptedFact(SEGMENT_LINES))).toMatchObject({
      ok: true,
      value: { seq: SEGMENT_LINES + 1 },
    })
    expect(said).toEqual([])
    await journal.close()
  })
})

describe('reading while writing', () => {
  it('never shows a line that is not on disk yet', async () => {
    const { journal } = await openBook(newDir())
    for (let n = 1; n <= 50; n += 1) {
      const writing = journal.append(acceptedFact(n))
      const entries = await journal.since(0, 100)
      expect(entries.length).toBeLessThanOrEqual(journal.seq())
      await writing
    }
    await journal.close()
  })
})
