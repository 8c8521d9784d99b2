import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { openRefusals } from '#main/fleet/refusals.ts'
import { type Fact, factSchema } from '#src/journal/entry.ts'
import { fail, ok } from '#src/result.ts'
import { emptyFolder } from '../../fakes/folder.ts'

/** A start of the terminal; `disk` says whether the journal takes anything. */
async function start(folder = emptyFolder(), disk = { isFull: false }) {
  const facts: Fact[] = []
  const record = async (fact: Fact) => {
    if (disk.isFull) return fail('JOURNAL_WRITE_FAILED')
    facts.push(factSchema.parse(fact))
    return ok({ seq: 1, at: 1, fact })
  }
  const onWritten = vi.fn()
  const said: string[] = []
  const path = join(folder, 'fleet-refusals.json')
  const log = (text: string) => said.push(text)
  const refusals = await openRefusals({ path, ledger: { record }, onWritten, log })
  /** What the journal gets when these are heard one after the other. */
  const noted = async (what: 'fleet-rate' | 'fleet-list', ...words: (string | null)[]) => {
    for (const why of words) refusals.of(what)(why)
    await refusals.settled()
    return facts.splice(0).map((fact) => (fact.type === 'noted' ? fact.detail : fact.type))
  }
  return { folder, path, facts, said, onWritten, noted }
}

test('a refusal is noted once, and once more when something has counted in between', async () => {
  const { noted } = await start()
  expect(await noted('fleet-rate', 'usd-kzt: A', 'usd-kzt: A', 'usd-kzt: B', 'usd-kzt: B')).toEqual([
    ...['refused: usd-kzt: A', 'refused: usd-kzt: B'],
  ])
  expect(await noted('fleet-rate', null, null, 'usd-kzt: B')).toEqual(['refused: usd-kzt: B'])
})

test('that holds over restarts, and for each kind by itself', async () => {
  const { folder, noted } = await start()
  await noted('fleet-rate', 'usd-kzt: A')
  const second = await start(folder)
  expect(await second.noted('fleet-rate', 'usd-kzt: A')).toEqual([])
  expect(await second.noted('fleet-list', 'usd-kzt: A')).toEqual(['refused: usd-kzt: A'])
  const third = await start(folder)
  await third.noted('fleet-rate', null)
  const fourth = await start(folder)
  expect(await fourth.noted('fleet-rate', 'usd-kzt: A')).toEqual(['refused: usd-kzt: A'])
  expect(await fourth.noted('fleet-list', 'usd-kzt: A')).toEqual([])
})

test('what the journal does not take is noted the next time', async () => {
  const disk = { isFull: true }
  const { noted, onWritten } = await start(emptyFolder(), disk)
  expect(await noted('fleet-list', 'city: A')).toEqual([])
  expect(onWritten).not.toHaveBeenCalled()
  disk.isFull = false
  expect(await noted('fleet-list', 'city: A')).toEqual(['refused: city: A'])
  expect(onWritten).toHaveBeenCalledOnce()
})

test.each(['', '{', '[1]', '{"fleet-rate":1}'])('%j is a file that is begun anew', async (text) => {
  const folder = emptyFolder()
  writeFileSync(join(folder, 'fleet-refusals.json'), text)
  const { noted } = await start(folder)
  expect(await noted('fleet-rate', 'usd-kzt: A')).toEqual(['refused: usd-kzt: A'])
})

test('a disk that keeps nothing is said, and the journal has it', async () => {
  const { path } = await start()
  writeFileSync(path, '{}')
  // No folder can be where a file is.
  const { noted, said } = await start(path)
  expect(await noted('fleet-rate', 'usd-kzt: A')).toEqual(['refused: usd-kzt: A'])
  expect(said).toHaveLength(1)
})

test('a note has its length, however long its reason is', async () => {
  const { noted } = await start()
  const [detail] = await noted('fleet-rate', `usd-kzt: ${'x'.repeat(1000)}`)
  expect(detail).toBe(`refused: usd-kzt: ${'x'.repeat(400 - 'refused: usd-kzt: '.length)}`)
})
