import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { emptyFolder, inEmptyFolder } from '../fakes/folder.ts'
import { acceptedFact, firstFile, openBook } from '../main/journal/book.ts'

const WRITER = join(import.meta.dirname, 'journal-writer.ts')
const ROUNDS = 6

/** Runs the writer and gives every whole line it said; it is killed once it has said so many. */
async function runWriter(dir: string, mode: 'endless' | 'until-full', killAfter = Infinity) {
  const child = spawn(process.execPath, ['--import', 'tsx', WRITER, dir, mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said: unknown[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    // The last line may have been cut by the kill.
    if (/^("\w+"|\d+)$/.test(line)) said.push(JSON.parse(line))
    if (said.length >= killAfter) child.kill('SIGKILL')
  }
  return said
}

it('keeps every acknowledged entry when its process is killed at any moment', {
  timeout: 60_000,
}, async () => {
  await inEmptyFolder(async (folder) => {
    const dir = join(folder, 'journal')
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 400 }), async (killAfter) => {
        const acked = await runWriter(dir, 'endless', killAfter)
        const { journal, entries, said } = await openBook(dir)
        await journal.close()
        expect(acked.length).toBeGreaterThanOrEqual(killAfter)
        expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, i) => i + 1))
        expect(entries.length).toBeGreaterThanOrEqual(Number(acked.at(-1)))
        // A kill tears a line at most; it never damages the journal.
        expect(said.filter((message) => !message.startsWith('cut a torn line'))).toEqual([])
      }),
      { numRuns: ROUNDS, endOnFailure: true },
    )
  })
})

it.runIf(process.platform === 'linux')(
  'says so when the disk is full, and leaves no part of a line behind',
  async () => {
    const dir = join(emptyFolder(), 'journal')
    const said = await runWriter(dir, 'until-full')
    expect(said.at(-1)).toBe('JOURNAL_WRITE_FAILED')
    const acked = said.slice(0, -1)
    expect(acked.length).toBeGreaterThan(5)

    const text = readFileSync(await firstFile(dir), 'utf8')
    expect(text.endsWith('}\n')).toBe(true)
    const { journal, entries, said: log } = await openBook(dir)
    expect(entries.map(({ seq }) => seq)).toEqual([1, ...acked])
    expect(log).toEqual([])
    expect(await journal.append(acceptedFact(1))).toMatchObject({ ok: true })
    await journal.close()
  },
)
