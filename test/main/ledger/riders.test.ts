import { randomBytes } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { indexPath } from '#main/ledger/index-file.ts'
import { openLedger } from '#main/ledger/ledger.ts'
import { fareOf } from '#src/station/fare.ts'
import { acceptedPayment, account, id } from '../../fakes/accepted.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { must } from '../../fakes/wires.ts'

const DAY = Date.parse('2026-11-27T04:00:00Z')
const RULES = {
  ...{ fare: 120n, cap: 300n, transferMinutes: 60 },
  day: { startMinutes: 240, utcOffset: () => 0 },
}
const CARD = account(1)

const open = async (dir: string) =>
  must(await openLedger(dir, { clock: fakeClock(DAY), randomBytes, log: () => undefined }))

/** Two rides and a pass of one card, and a debt of another. */
async function stocked(): Promise<string> {
  const dir = join(emptyFolder(), 'journal')
  const ledger = await open(dir)
  const order = {
    ...{ currency: { symbol: '₸', decimals: 2 }, discount: 0n, tip: 0n, total: 120n, rate: null },
    lines: [{ name: 'Fare', quantity: 1, unitPrice: 120n }],
  }
  const ride = { reason: 'fare', at: DAY, day: DAY, goodUntil: null } as const
  const paid = { ...acceptedPayment(1, { from: CARD }), order, ride }
  must(await ledger.record({ type: 'accepted', payment: paid }))
  must(
    await ledger.record({ type: 'ridden', card: CARD, ride: { ...ride, reason: 'transfer', at: DAY + 1 } }),
  )
  const ticket = { product: 'week', kind: 'period-pass', from: DAY, until: DAY + 1000 } as const
  must(await ledger.record({ type: 'accepted', payment: { ...acceptedPayment(2, { from: CARD }), ticket } }))
  must(await ledger.record({ type: 'accepted', payment: acceptedPayment(3) }))
  must(await ledger.record({ type: 'refused', refusals: [{ id: id(3), code: 'PAYER_NO_FUNDS' }] }))
  await ledger.close()
  return dir
}

const RIDER = {
  ...{ day: DAY, paid: 120n, transferFrom: null, last: { at: DAY + 1, seq: 3 } },
  passes: [{ id: id(2), from: DAY, until: DAY + 1000 }],
}

it.each([
  ['from its index', () => undefined],
  ['from the journal alone', (dir: string) => rmSync(indexPath(dir))],
  ['from the journal when the index is damaged', (dir: string) => writeFileSync(indexPath(dir), 'x')],
  [
    'when the index is of a version that knew no riders',
    (dir: string) => {
      const index = readFileSync(indexPath(dir), 'latin1')
      writeFileSync(indexPath(dir), index.replace('"riders"', '"raiders"'), 'latin1')
    },
  ],
])('cards are known again after a restart, %s', async (_how, damage) => {
  const dir = await stocked()
  damage(dir)
  const ledger = await open(dir)
  expect(ledger.riders.of(CARD)).toEqual(RIDER)
  expect(ledger.riders.debtsOf(account(3))).toEqual([id(3)])
  expect(fareOf(RULES, ledger.riders.of(CARD), DAY + 2000)).toMatchObject({ amount: 120n, untilCap: 60n })
  await ledger.close()
})

it('cards are known again from what is left of a damaged journal', async () => {
  const dir = await stocked()
  const segment = join(dir, '0000000001.jsonl')
  const lines = readFileSync(segment, 'utf8').split('\n')
  // The free ride is lost: line 3, behind the journal's own first.
  writeFileSync(segment, lines.with(2, (lines[2] ?? '').replace('ridden', 'hidden')).join('\n'))
  rmSync(indexPath(dir))
  const ledger = await open(dir)
  expect(ledger.riders.of(CARD)).toMatchObject({
    day: DAY,
    paid: 120n,
    transferFrom: DAY,
    passes: RIDER.passes,
  })
  expect(ledger.riders.debtsOf(account(3))).toEqual([id(3)])
  await ledger.close()
})
