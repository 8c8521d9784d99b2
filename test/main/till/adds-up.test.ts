import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { JournalEntry } from '#src/journal/entry.ts'
import { waitingCount } from '#src/payment/summary.ts'
import { netOf } from '#src/till/totals.ts'
import { acceptedPayment, id } from '../../fakes/accepted.ts'
import { inEmptyFolder } from '../../fakes/folder.ts'
import { factsFrom, steps } from '../../fakes/legal-facts.ts'
import { recount, replayed } from '../../fakes/recount.ts'
import { must } from '../../fakes/wires.ts'
import { aigul, openCounter } from './counter.ts'

interface Counted {
  sales: { count: number; units: bigint }
  voids: { count: number; units: bigint }
  refunds: { count: number; units: bigint }
  receipts: string[]
}

/** What a clerk would count who reads the journal's lines between the opening and the end of a shift. */
function countLines(before: readonly JournalEntry[], lines: readonly JournalEntry[]): Counted {
  const none = () => ({ count: 0, units: 0n })
  const counted: Counted = { sales: none(), voids: none(), refunds: none(), receipts: [] }
  const amounts = new Map<string, bigint>()
  for (const { fact } of before)
    if (fact.type === 'accepted' || fact.type === 'received')
      amounts.set(fact.payment.authorization.nonce, fact.payment.authorization.value)
  const add = (tally: { count: number; units: bigint }, units: bigint) => {
    tally.count += 1
    tally.units += units
  }
  for (const { fact } of lines) {
    if (fact.type === 'accepted' || fact.type === 'received') {
      const { nonce, value } = fact.payment.authorization
      amounts.set(nonce, value)
      add(counted.sales, value)
      counted.receipts.push(fact.payment.receipt)
    }
    if (fact.type === 'refunded') {
      add(counted.refunds, fact.refund.authorization.value)
      counted.receipts.push(fact.refund.receipt)
    }
    if (fact.type === 'voided') add(counted.voids, amounts.get(fact.id) ?? 0n)
  }
  return counted
}

const refund = (number: number, value: bigint) => ({
  type: 'refunded' as const,
  refund: { ...acceptedPayment(number, { value }), returns: id(1) },
  by: { id: 'aigul', name: 'Айгүл' },
})

/** Hashes of the journal's lines, made anew from its files: SHA-256(previous hash and body), line = "hash previous body". */
function hashesOn(disk: string): string[] {
  const files = readdirSync(disk).filter((name) => /^\d+/.test(name))
  const lines = files.sort().flatMap((name) => readFileSync(join(disk, name), 'utf8').trimEnd().split('\n'))
  return lines.map((line) => {
    const [, previous = '', ...body] = line.split(' ')
    return createHash('sha256')
      .update(previous + body.join(' '))
      .digest('hex')
  })
}

it('a Z report is what a clerk counts in the journal, whatever happened', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.array(fc.nat(20), { maxLength: 6 }), async (drawn, cuts) => {
      await inEmptyFolder(async (folder) => {
        const { shifts, ledger, now } = await openCounter(folder)
        now.signedIn = aigul
        let refunds = 0
        const reports = []
        for (const [i, fact] of factsFrom(drawn).entries()) {
          must(await ledger.record(fact))
          if (!cuts.includes(i)) continue
          if (ledger.till().shift) reports.push(must(await shifts.close(null)))
          else must(await shifts.open(null))
          refunds += 1
          must(await ledger.record(refund(1000 + refunds, BigInt(refunds))))
        }
        if (ledger.till().shift) reports.push(must(await shifts.close(null)))

        const entries = await ledger.journal.since(0, 10_000)
        const hashes = hashesOn(join(folder, 'journal'))
        for (const report of reports) {
          const end = entries.findIndex(
            ({ fact }) => fact.type === 'shift-closed' && fact.report.number === report.number,
          )
          const start = entries.findIndex(
            ({ fact }) => fact.type === 'shift-opened' && fact.shift.number === report.number,
          )
          const counted = countLines(entries.slice(0, start), entries.slice(start, end))
          const [token, ...others] = report.totals.tokens
          expect(others).toEqual([])
          expect(token?.sales ?? { count: 0, units: 0n }).toEqual(counted.sales)
          expect(token?.voids ?? { count: 0, units: 0n }).toEqual(counted.voids)
          expect(token?.refunds ?? { count: 0, units: 0n }).toEqual(counted.refunds)
          if (token)
            expect(netOf(token)).toBe(counted.sales.units - counted.voids.units - counted.refunds.units)
          expect(report.totals.firstReceipt).toBe(counted.receipts[0] ?? null)
          expect(report.totals.lastReceipt).toBe(counted.receipts.at(-1) ?? null)
          const standing = recount(replayed(entries.slice(0, end)))
          expect(report.unsettled).toEqual({ count: waitingCount(standing), units: standing.waitingUnits })
          expect(report.journal.seq).toBe(entries[end - 1]?.seq)
          expect(report.journal.hash.slice(2)).toBe(hashes[end - 1])
        }
        await ledger.close()
      })
    }),
    { numRuns: 60 },
  )
})
