import { existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { SEGMENT_LINES, segmentPath } from '#main/journal/segments.ts'
import { indexPath } from '#main/ledger/index-file.ts'
import { readWitness, witnessPath } from '#main/ledger/witness.ts'
import type { Fact } from '#src/journal/entry.ts'
import type { ReceiptRange } from '#src/payment/missing.ts'
import { id } from '../../fakes/accepted.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { acceptedFact, changeFile, writeFacts } from '../journal/book.ts'
import { open } from './open.ts'

/** Long journals of few payments: most of their lines are about one that nobody knows. */
const LINES = 2.4 * SEGMENT_LINES
const PAYMENTS = 30
const filler: Fact = { type: 'settled', ids: [id(0xf111e2)] }
const factsOfLongBook = (): Fact[] =>
  Array.from({ length: LINES }, (_, i) =>
    i % (LINES / PAYMENTS) === 7 ? acceptedFact(Math.floor(i / (LINES / PAYMENTS)) + 1) : filler,
  )
const RECEIPTS = Array.from({ length: PAYMENTS }, (_, i) => i + 1)

const [FIRST, SECOND, THIRD] = [1, SEGMENT_LINES + 1, 2 * SEGMENT_LINES + 1]

function flip(path: string, at: number): void {
  const bytes = readFileSync(path)
  bytes.writeUInt8(bytes.readUInt8(at) ^ 4, at)
  writeFileSync(path, bytes)
}
const halfOf = (path: string): number => Math.floor(statSync(path).size / 2)

/** In a payment's line, behind its two hashes. */
const inPayment = (path: string, receipt: string): number =>
  readFileSync(path).indexOf(`"receipt":"${receipt}"`)

const DAMAGES: Record<string, (dir: string) => void> = {
  'a flipped bit in a payment': (dir) => {
    const path = segmentPath(dir, SECOND)
    flip(path, inPayment(path, '001-000015'))
    rmSync(indexPath(dir))
  },
  'a cut in the middle': (dir) => truncateSync(segmentPath(dir, FIRST), halfOf(segmentPath(dir, FIRST))),
  'a middle file gone': (dir) => rmSync(segmentPath(dir, SECOND)),
  'the last file gone': (dir) => rmSync(segmentPath(dir, THIRD)),
  'zeros at the end': (dir) => {
    const path = segmentPath(dir, THIRD)
    const bytes = readFileSync(path)
    writeFileSync(path, bytes.fill(0, halfOf(path)))
  },
  'the folder gone': (dir) => rmSync(dir, { recursive: true }),
}

/** 4, 5, 6, 9 for 4-6 and 9. */
const numbersIn = (ranges: readonly ReceiptRange[]): number[] =>
  RECEIPTS.filter((n) => ranges.some(({ from, to }) => from <= n && n <= to))

describe.each(Object.entries(DAMAGES))('%s', (_damage, hurt) => {
  test('loses what is named, and nothing when the queue still has it', async () => {
    const dir = join(emptyFolder(), 'journal')
    writeFacts(dir, factsOfLongBook())
    const before = await open(dir)
    const { epoch, ledgerId } = before.ledger.journal
    await before.ledger.close()
    hurt(dir)

    const { ledger, said } = await open(dir)
    const lost = RECEIPTS.filter((n) => ledger.payment(id(n)) === undefined)
    expect(lost.length).toBeGreaterThan(0)
    const { missing, lastReceiptNumber } = ledger.summary()
    expect(numbersIn(missing)).toEqual(lost)
    expect(lastReceiptNumber).toBe(PAYMENTS)
    expect(said.at(-1)).toContain(`no record is left of ${lost.length} receipts`)
    // Of the lost lines nobody knows which nonces they used.
    expect(ledger.journal.ledgerId).not.toBe(ledgerId)
    expect(ledger.journal.epoch).not.toBe(epoch)

    // What the queue does at the start, when it is whole.
    for (const n of lost) await ledger.record(acceptedFact(n))
    expect(ledger.summary()).toMatchObject({ missing: [], lastReceiptNumber: PAYMENTS })
    await ledger.close()

    const again = await open(dir)
    expect(again.said).toEqual([])
    expect(RECEIPTS.filter((n) => !again.ledger.payment(id(n)))).toEqual([])
    await again.ledger.close()
  }, 120_000)
})

describe('the witness', () => {
  const shortBook = async (payments: number) => {
    const dir = join(emptyFolder(), 'journal')
    writeFacts(
      dir,
      Array.from({ length: payments }, (_, i) => acceptedFact(i + 1)),
    )
    const { ledger } = await open(dir)
    await ledger.close()
    return dir
  }
  const cutLastLine = (dir: string) =>
    changeFile(dir, (bytes) => bytes.subarray(0, bytes.lastIndexOf(0x0a, bytes.length - 2) + 1))

  test.each([
    ['its own file', indexPath],
    ['the index', witnessPath],
  ])('is %s, when the other is gone', async (_which, other) => {
    const dir = await shortBook(3)
    rmSync(other(dir))
    await cutLastLine(dir)
    const { ledger } = await open(dir)
    expect(ledger.summary()).toMatchObject({ lastReceiptNumber: 3, missing: [{ from: 3, to: 3 }] })
    await ledger.close()
  })

  test('still tells of a loss after a repair that was killed before it was said', async () => {
    const dir = await shortBook(3)
    await cutLastLine(dir)
    const { ledger } = await open(dir)
    expect(await ledger.journal.since(3, 1)).toMatchObject([
      { fact: { type: 'resumed', lastReceiptNumber: 3 } },
    ])
    // As if the kill had come before that line, and before any index.
    await cutLastLine(dir)
    const again = await open(dir)
    expect(again.ledger.summary().missing).toEqual([{ from: 3, to: 3 }])
    await ledger.close()
    await again.ledger.close()
  })

  test('of another terminal counts for nothing', async () => {
    const dir = await shortBook(2)
    const other = join(emptyFolder(), 'journal')
    const { ledger: foreign } = await open(other)
    for (let n = 1; n <= 4; n += 1) await foreign.record(acceptedFact(n))
    await foreign.close()
    writeFileSync(witnessPath(dir), readFileSync(witnessPath(other)))
    const { ledger, said } = await open(dir)
    expect(ledger.summary()).toMatchObject({ lastReceiptNumber: 2, missing: [] })
    expect(said).toEqual([])
    await ledger.close()
  })

  test('is a second behind a sale, and not in its way', async () => {
    const dir = join(emptyFolder(), 'journal')
    const { ledger, clock } = await open(dir)
    await ledger.record(acceptedFact(1))
    expect(existsSync(witnessPath(dir))).toBe(false)
    await clock.advance(1000)
    await vi.waitFor(async () =>
      expect(await readWitness(witnessPath(dir))).toEqual({
        epoch: ledger.journal.epoch,
        ledgerId: ledger.journal.ledgerId,
        seq: 2,
        lastReceiptNumber: 1,
      }),
    )
    await ledger.close()
  })
})

describe('damage behind an index', () => {
  const damagedBook = async () => {
    const folder = emptyFolder()
    const dir = join(folder, 'journal')
    writeFacts(dir, [acceptedFact(1), acceptedFact(2), acceptedFact(3)])
    const { ledger } = await open(dir)
    await ledger.close()
    const path = segmentPath(dir, 1)
    flip(path, inPayment(path, '001-000002'))
    return { folder, dir }
  }
  const expectMended = async ({ folder, dir }: { folder: string; dir: string }) => {
    const { ledger } = await open(dir)
    expect(ledger.summary()).toMatchObject({ lastReceiptNumber: 3, missing: [{ from: 2, to: 2 }] })
    expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toHaveLength(1)
    await ledger.close()
  }

  test('is found by the scrub, and mended at the next start', async () => {
    const book = await damagedBook()
    const { ledger, clock, said } = await open(book.dir)
    expect(said).toEqual([])
    await clock.advance(5 * 60_000)
    await vi.waitFor(() =>
      expect(said).toEqual([expect.stringContaining('line 3 of the journal is damaged')]),
    )
    await ledger.close()
    expect(existsSync(indexPath(book.dir))).toBe(false)
    await expectMended(book)
  })

  test.each(['payment', 'since'] as const)('ends the program when %s meets it', async (reading) => {
    const book = await damagedBook()
    const onDamage = vi.fn()
    const { ledger, said } = await open(book.dir, { onDamage })
    expect(ledger.payment(id(1))?.receiptNumber).toBe(1)
    if (reading === 'payment') expect(() => ledger.payment(id(2))).toThrow('damaged')
    else await expect(ledger.journal.since(0, 10)).rejects.toThrow('line 3 of the journal is damaged')
    expect(onDamage).toHaveBeenCalledOnce()
    expect(said).toEqual([expect.stringContaining('damaged')])
    expect(existsSync(indexPath(book.dir))).toBe(false)
    await ledger.close()
    await expectMended(book)
  })
})
