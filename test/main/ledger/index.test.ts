import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { segmentPath } from '#main/journal/segments.ts'
import { indexPath } from '#main/ledger/index-file.ts'
import { witnessPath } from '#main/ledger/witness.ts'
import type { Fact } from '#src/journal/entry.ts'
import { acceptedPayment, id } from '../../fakes/accepted.ts'
import { emptyFolder, inEmptyFolder } from '../../fakes/folder.ts'
import { factsFrom, steps } from '../../fakes/legal-facts.ts'
import { anyFact } from '../../src/payment/facts.ts'
import { acceptedFact, writeFacts } from '../journal/book.ts'
import { everythingOf, open } from './open.ts'

const IDS = Array.from({ length: 40 }, (_, i) => id(i + 1))

/** A life of payments, and then facts of every kind, legal or not. */
const facts: fc.Arbitrary<Fact[]> = fc
  .tuple(steps, fc.array(anyFact, { maxLength: 20 }))
  .map(([life, more]) => [...factsFrom(life), ...more.filter(({ type }) => type !== 'opened')])

/** What the ledger of this journal is when it is read from its first line. */
async function readWhole(folder: string, all: readonly Fact[]) {
  const dir = join(folder, 'whole')
  writeFacts(dir, all)
  const { ledger } = await open(dir)
  const everything = await everythingOf(ledger, IDS)
  await ledger.close()
  rmSync(dir, { recursive: true })
  rmSync(witnessPath(dir))
  return everything
}

/** A journal with an index behind its first facts only. */
async function writeWithIndex(dir: string, all: readonly Fact[], indexed: number): Promise<void> {
  writeFacts(dir, all.slice(0, indexed))
  const { ledger } = await open(dir)
  await ledger.close()
  writeFacts(dir, all)
}

async function reopened(dir: string) {
  const { ledger, said } = await open(dir)
  const everything = await everythingOf(ledger, IDS)
  await ledger.close()
  return { everything, said: said.filter((line) => !line.startsWith('no record is left')) }
}

describe('a ledger opened with an index', () => {
  test('is the one that is read from the first line, wherever the index ends', async () => {
    await fc.assert(
      fc.asyncProperty(facts, fc.nat(), fc.nat(), (all, some, draft) =>
        inEmptyFolder(async (folder) => {
          const dir = join(folder, 'journal')
          await writeWithIndex(dir, all, some % (all.length + 1))
          // A kill in the middle of writing the next index leaves a part of it.
          const index = readFileSync(indexPath(dir))
          writeFileSync(`${indexPath(dir)}.new`, index.subarray(0, draft % index.length))

          const expected = await readWhole(folder, all)
          expect(await reopened(dir)).toEqual({ everything: expected, said: [] })
          // Now with the index that was written on top of the other.
          expect(await reopened(dir)).toEqual({ everything: expected, said: [] })
        }),
      ),
      { numRuns: 30 },
    )
  }, 120_000)

  test('reads nothing that the index covers', async () => {
    const dir = join(emptyFolder(), 'journal')
    await writeWithIndex(dir, [acceptedFact(1), acceptedFact(2), acceptedFact(3)], 2)
    const bytes = readFileSync(segmentPath(dir, 1))
    bytes.writeUInt8(bytes.readUInt8(140) ^ 1, 140)
    writeFileSync(segmentPath(dir, 1), bytes)
    const { ledger, said } = await open(dir)
    expect(said).toEqual([])
    expect([1, 2, 3].map((n) => ledger.payment(id(n))?.receiptNumber)).toEqual([1, 2, 3])
    await ledger.close()
  })
})

describe('an index', () => {
  test('that is damaged anywhere changes nothing', async () => {
    const all = [acceptedFact(1), acceptedFact(2), acceptedFact(3)]
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.constantFrom('flip', 'cut', 'delete'), fc.nat(2), (at, damage, behind) =>
        inEmptyFolder(async (folder) => {
          const dir = join(folder, 'journal')
          await writeWithIndex(dir, all, all.length - behind)
          const path = indexPath(dir)
          const bytes = readFileSync(path)
          const place = at % bytes.length
          if (damage === 'cut') truncateSync(path, place)
          if (damage === 'delete') rmSync(path)
          if (damage === 'flip') {
            bytes.writeUInt8(bytes.readUInt8(place) ^ (1 << (at % 8)), place)
            writeFileSync(path, bytes)
          }
          expect(await reopened(dir)).toEqual({ everything: await readWhole(folder, all), said: [] })
        }),
      ),
      { numRuns: 60 },
    )
  }, 120_000)

  test('of another journal changes nothing, though its files are of the same size', async () => {
    const folder = emptyFolder()
    const [dir, other] = [join(folder, 'journal'), join(folder, 'other')]
    await writeWithIndex(other, [acceptedFact(2), acceptedFact(1)], 2)
    writeFacts(dir, [acceptedFact(1), acceptedFact(2)])
    copyFileSync(indexPath(other), indexPath(dir))
    const expected = await readWhole(folder, [acceptedFact(1), acceptedFact(2)])
    expect(await reopened(dir)).toEqual({ everything: expected, said: [] })
  })

  test('is written while sales go on, so that a kill leaves little to read', async () => {
    const folder = emptyFolder()
    const dir = join(folder, 'journal')
    const { ledger } = await open(dir, { maxLag: { lines: 3, bytes: 1e9 } })
    for (let n = 1; n <= 8; n += 1) await ledger.record(acceptedFact(n))
    await vi.waitFor(() => expect(existsSync(indexPath(dir))).toBe(true))
    const killed = join(folder, 'killed')
    cpSync(dir, killed, { recursive: true })
    const { everything } = await reopened(killed)
    expect(everything).toEqual(await everythingOf(ledger, IDS))
    await ledger.close()
  })

  test('is written for its bytes too: a batch is a thousand times as long as a receipt', async () => {
    const dir = join(emptyFolder(), 'journal')
    const { ledger } = await open(dir, { maxLag: { lines: 1e9, bytes: 500 } })
    await ledger.record(acceptedFact(1))
    await vi.waitFor(() => expect(existsSync(indexPath(dir))).toBe(true))
    await ledger.close()
  })

  test('that the disk refuses is told, and stops nobody', async () => {
    const dir = join(emptyFolder(), 'journal')
    const { ledger, said } = await open(dir)
    mkdirSync(`${indexPath(dir)}.new`)
    await ledger.record(acceptedFact(1))
    await ledger.close()
    expect(said).toEqual([expect.stringContaining('index could not be written')])
    expect((await reopened(dir)).everything.payments[0]).toMatchObject(acceptedPayment(1))
  })
})

test('more payments than are kept in memory are all found, in any order and state', async () => {
  const dir = join(emptyFolder(), 'journal')
  const count = 2500
  const ids = Array.from({ length: count }, (_, i) => id(i + 1))
  const expired: Fact = { type: 'expired', ids: ids.filter((_, i) => i % 3 === 0) }
  await writeWithIndex(dir, [...ids.map((_, i) => acceptedFact(i + 1)), expired], count)
  for (let opening = 0; opening < 2; opening += 1) {
    const { ledger } = await open(dir)
    for (const order of [ids, ids.toReversed()])
      for (const each of order)
        expect(ledger.payment(each)).toMatchObject({
          id: each,
          receiptNumber: Number(each),
          state: (Number(each) - 1) % 3 === 0 ? 'expired' : 'accepted',
        })
    await ledger.close()
  }
}, 60_000)
