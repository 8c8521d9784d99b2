import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { Fact } from '#src/journal/entry.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { add, createLosses, FATES, type LossRow, NOTHING } from '#src/risk/losses.ts'
import type { CardStanding } from '#src/risk/standing.ts'
import { acceptedPayment, account, id, receivedFact } from '../../fakes/accepted.ts'
import { factsFrom, steps } from '../../fakes/legal-facts.ts'

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
const NOON = Date.parse('2026-11-27T12:00:00Z')
const CARD = account(1)
const proof = { txHash: id(900), blockHash: id(901), blockNumber: 5, logIndex: 0 }

const accepted = (n: number, value: bigint, change: Partial<AcceptedPayment> = {}) => ({
  type: 'accepted' as const,
  payment: { ...acceptedPayment(n, { from: CARD, value }), acceptedAt: NOON, ...change },
})
/** As versions wrote it that did not keep what the card was. */
const taken: (...of: Parameters<typeof accepted>) => Fact = accepted
const refused = (n: number, code: ErrorCode): Fact => ({ type: 'refused', refusals: [{ id: id(n), code }] })
const paid = (n: number): Fact[] => [
  { type: 'confirmed', proofs: [{ id: id(n), proof }] },
  { type: 'settled', ids: [id(n)] },
]

function rowsOf(facts: readonly Fact[]): LossRow[] {
  const losses = createLosses({ dayOf, knownGoodAfter: 1 })
  for (const [i, fact] of facts.entries()) losses.take({ seq: i + 1, at: NOON, fact })
  return losses.rows()
}
const sum = (rows: readonly LossRow[], of: (row: LossRow) => LossRow['accepted']) =>
  rows.map(of).reduce(add, NOTHING)

it('knows a card from its first paid payment on, and no longer while it owes', () => {
  const rows = rowsOf([
    taken(1, 10n),
    ...paid(1),
    taken(2, 20n, { online: true }),
    taken(3, 30n),
    refused(3, 'PAYER_NO_FUNDS'),
    taken(4, 40n, { acceptedAt: NOON + 86_400_000 }),
  ])
  expect(
    rows.map(({ day, card, online, reason, accepted }) => [day, card, online, reason, accepted]),
  ).toEqual([
    ['2026-11-27', 'known-good', false, 'PAYER_NO_FUNDS', { count: 1, units: 30n }],
    ['2026-11-27', 'known-good', true, null, { count: 1, units: 20n }],
    ['2026-11-27', 'unknown', false, null, { count: 1, units: 10n }],
    ['2026-11-28', 'unknown', false, null, { count: 1, units: 40n }],
  ])
})

it('tells what was refused from what was recovered, lost and given up, by its last reason', () => {
  const by = { id: 'dina', name: 'Dina' }
  const rows = rowsOf([
    ...[1, 2, 3, 4, 5].map((n) => taken(n, 10n ** BigInt(n))),
    ...[1, 2, 3].map((n) => refused(n, 'PAYER_NO_FUNDS')),
    refused(4, 'TOKEN_PAUSED'),
    refused(4, 'ACCOUNT_BLOCKED'),
    ...paid(1),
    { type: 'expired', ids: [id(2)] },
    { type: 'voided', id: id(5), by, cancellation: null },
  ])
  expect(rows).toMatchObject([
    { reason: null, voided: { count: 1, units: 100_000n }, settled: NOTHING },
    { reason: 'ACCOUNT_BLOCKED', refused: { count: 1, units: 10_000n } },
    {
      reason: 'PAYER_NO_FUNDS',
      accepted: { count: 3, units: 1110n },
      settled: { count: 1, units: 10n },
      recovered: { count: 1, units: 10n },
      expired: { count: 1, units: 100n },
      refused: { count: 1, units: 1000n },
      waiting: NOTHING,
    },
  ])
})

it('takes a card for what the journal says that it was, each tier and issuer by itself', () => {
  const certified = (tier: number, issuer = account(9)): CardStanding => ({
    ...{ kind: 'certified', issuer, tier, serial: 5 },
  })
  const as = (n: number, standing: CardStanding): Fact => ({ ...accepted(n, 10n), standing })
  const rows = rowsOf([
    as(1, certified(10)),
    ...paid(1),
    // By its line an unknown card still, whatever this reader would make of what came before.
    as(2, { kind: 'unknown' }),
    as(3, certified(2)),
    as(4, certified(2)),
    as(5, certified(2, account(8))),
    refused(4, 'PAYER_NO_FUNDS'),
    as(6, { kind: 'known-good' }),
  ])
  expect(
    rows.map(({ card, tier, issuer, reason, accepted: { count } }) => [card, tier, issuer, reason, count]),
  ).toEqual([
    ['certified', 2, account(8), null, 1],
    ['certified', 2, account(9), null, 1],
    ['certified', 2, account(9), 'PAYER_NO_FUNDS', 1],
    ['certified', 10, account(9), null, 1],
    ['known-good', null, null, null, 1],
    ['unknown', null, null, null, 1],
  ])
})

it('counts neither transfers that were seen, nor what another terminal took', () => {
  const rescued: Fact = { type: 'rescued', payment: acceptedPayment(2), terminalId: 'other' }
  expect(rowsOf([receivedFact(1), rescued])).toEqual([])
})

it('after every line, what was accepted is what was settled, waits, was refused, expired or was voided', () => {
  fc.assert(
    fc.property(steps, (drawn) => {
      const losses = createLosses({ dayOf, knownGoodAfter: 1 })
      let expected = NOTHING
      for (const [i, fact] of factsFrom(drawn).entries()) {
        losses.take({ seq: i + 1, at: NOON, fact })
        if (fact.type === 'accepted')
          expected = add(expected, { count: 1, units: fact.payment.authorization.value })
        const rows = losses.rows()
        expect(sum(rows, ({ accepted }) => accepted)).toEqual(expected)
        for (const row of rows) {
          expect(FATES.map((fate) => row[fate]).reduce(add, NOTHING)).toEqual(row.accepted)
          expect(row.recovered.units <= row.settled.units).toBe(true)
          if (row.reason === null) expect(row.refused).toEqual(NOTHING)
        }
      }
    }),
  )
})
