import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SEGMENT_LINES, segmentPath } from '#main/journal/segments.ts'
import { emptyFolder, inEmptyFolder } from '../../fakes/folder.ts'
import {
  acceptedFact,
  changeFile,
  damageSecondLine,
  factsOf,
  firstFile,
  openBook,
  writeBook,
  writeLongBook,
} from './book.ts'

const PAYMENTS = 3
/** Journals that are open together, to share the disk's time. */
const AT_ONCE = 40

describe('a torn last line', () => {
  it('of any length is cut off; everything before it stays, and the journal goes on', async () => {
    const template = join(emptyFolder(), 'journal')
    const entries = await writeBook(template, PAYMENTS)
    const whole = readFileSync(await firstFile(template))
    const lastLine = whole.lastIndexOf(0x0a, whole.length - 2) + 1

    async function survives(length: number, dir: string): Promise<void> {
      mkdirSync(dir)
      writeFileSync(segmentPath(dir, 1), whole.subarray(0, length))

      const torn = await openBook(dir)
      expect(torn.entries).toEqual(entries.slice(0, -1))
      await torn.journal.append(acceptedFact(9))
      await torn.journal.close()

      const again = await openBook(dir)
      expect(factsOf(again.entries)).toEqual([...factsOf(entries.slice(0, -1)), acceptedFact(9)])
      expect(again.journal.epoch).toBe(torn.journal.epoch)
      expect(again.said).toEqual([])
      await again.journal.close()
    }

    const folder = emptyFolder()
    const lengths = Array.from({ length: whole.length - lastLine }, (_, i) => lastLine + i)
    for (let i = 0; i < lengths.length; i += AT_ONCE)
      await Promise.all(
        lengths.slice(i, i + AT_ONCE).map((length) => survives(length, join(folder, `${length}`))),
      )
    // Nothing was set aside: a torn line is no damage.
    expect(readdirSync(folder)).toHaveLength(lengths.length)
  })
})

describe('a changed byte', () => {
  it('anywhere costs at most its own line; the old files are kept, the epoch is new', async () => {
    const template = join(emptyFolder(), 'journal')
    const entries = await writeBook(template, PAYMENTS)
    const whole = readFileSync(await firstFile(template))
    const opening = entries[0]?.fact
    if (opening?.type !== 'opened') throw new Error('no first line')
    const ends = [...whole].flatMap((byte, i) => (byte === 0x0a ? [i] : []))

    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.integer({ min: 0, max: whole.length - 1 }), fc.constantFrom(...ends)),
        fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0x0a, 0x7d, 0x61)),
        (position, byte) =>
          inEmptyFolder(async (folder) => {
            fc.pre(whole[position] !== byte)
            const damaged = Buffer.from(whole)
            damaged[position] = byte
            const dir = join(folder, 'journal')
            mkdirSync(dir)
            writeFileSync(segmentPath(dir, 1), damaged)

            const hit = ends.findIndex((end) => position <= end)
            const isNewline = ends.includes(position)
            const survivors = entries.filter((_, i) => i !== hit || isNewline)

            const { journal, entries: after } = await openBook(dir)
            expect(factsOf(after).slice(1)).toEqual(
              factsOf(survivors).filter(({ type }) => type !== 'opened'),
            )
            expect(after.map(({ seq }) => seq)).toEqual(after.map((_, i) => i + 1))
            expect(journal.epoch).not.toBe(opening.epoch)
            expect(journal.ledgerId).not.toBe(opening.ledgerId)
            if (hit !== 0 || isNewline) expect(journal.follows).toBe(opening.ledgerId)
            await journal.append(acceptedFact(9))
            await journal.close()

            const [aside = '', ...others] = readdirSync(folder).filter((name) => name !== 'journal')
            expect(others).toEqual([])
            expect(readFileSync(segmentPath(join(folder, aside), 1))).toEqual(damaged)

            const again = await openBook(dir)
            expect(again.journal.epoch).toBe(journal.epoch)
            expect(again.entries).toHaveLength(after.length + 1)
            await again.journal.close()
          }),
      ),
      { numRuns: 100 },
    )
  }, 120_000)

  it('is survived twice, also by a terminal whose clock stands still', async () => {
    const folder = emptyFolder()
    const dir = join(folder, 'journal')
    await writeBook(dir, PAYMENTS)
    const clock = { now: () => 1_700_000_000_000, after: () => () => undefined }
    for (const left of [2, 1]) {
      await changeFile(dir, damageSecondLine)
      const { journal, entries } = await openBook(dir, { clock })
      expect(entries).toHaveLength(1 + left)
      await journal.close()
    }
    expect(readdirSync(folder)).toHaveLength(3)
  })
})

describe('a long journal', () => {
  it('without its first file keeps all that is in the others', async () => {
    const dir = join(emptyFolder(), 'journal')
    const facts = writeLongBook(dir, SEGMENT_LINES + 5)
    rmSync(segmentPath(dir, 1))

    const { journal, entries } = await openBook(dir)
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6])
    expect(factsOf(entries).slice(1)).toEqual(facts.slice(-5))
    await journal.close()
  })

  it('is carried over into files of the usual size', async () => {
    const dir = join(emptyFolder(), 'journal')
    const facts = writeLongBook(dir, SEGMENT_LINES + 5)
    await changeFile(dir, damageSecondLine)

    const { journal, entries } = await openBook(dir)
    expect(factsOf(entries).slice(1)).toEqual(facts.slice(1))
    expect(readFileSync(segmentPath(dir, 1), 'utf8').split('\n')).toHaveLength(SEGMENT_LINES + 1)
    expect((await journal.since(SEGMENT_LINES, 100)).map(({ seq }) => seq)).toEqual([5001, 5002, 5003, 5004])
    await journal.close()
  })
})

describe('a repair that was killed', () => {
  it('between its two renames is finished at the next start', async () => {
    const folder = emptyFolder()
    const dir = join(folder, 'journal')
    const entries = await writeBook(dir, PAYMENTS)
    renameSync(dir, `${dir}.new`)
    const { journal, entries: after } = await openBook(dir)
    expect(after).toEqual(entries)
    expect(readdirSync(folder)).toEqual(['journal'])
    await journal.close()
  })

  it('before them begins anew, and never uses the half of it', async () => {
    const folder = emptyFolder()
    const dir = join(folder, 'journal')
    const entries = await writeBook(dir, PAYMENTS)
    mkdirSync(`${dir}.new`)
    writeFileSync(segmentPath(`${dir}.new`, 1), 'half')
    await changeFile(dir, (bytes) => Buffer.concat([bytes, Buffer.from('garbage\n')]))
    const { journal, entries: after } = await openBook(dir)
    expect(factsOf(after).slice(1)).toEqual(factsOf(entries).slice(1))
    await journal.close()
    expect(readdirSync(folder)).toHaveLength(2)
  })
})
