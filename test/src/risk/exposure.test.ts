import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fact } from '#src/journal/entry.ts'
import { fold } from '#src/payment/fold.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { AcceptedPayment, Payment } from '#src/payment/record.ts'
import { decide } from '#src/risk/decide.ts'
import {
  CLOCK_SET,
  createExposure,
  type Exposure,
  exposureSchema,
  NO_EXPOSURE,
  withinWindow,
} from '#src/risk/exposure.ts'
import type { Policy } from '#src/risk/policy.ts'
import { acceptedPayment, account, id, receivedFact } from '../../fakes/accepted.ts'

const HOUR = 3_600_000
const NOW = Date.parse('2026-11-27T12:00:00Z')
const CARD = account(1)

/** Facts one after the other, as the ledger folds them; it can be restarted at any time. */
function journalOf() {
  let exposure: Exposure = createExposure(NO_EXPOSURE)
  const payments = new Map<Hex, Payment>()
  let seq = 0
  return {
    exposure: () => exposure,
    write(fact: Fact, at = NOW): void {
      seq += 1
      const changed = fold(fact, (key) => payments.get(key))
      exposure.take({ seq, at, fact }, changed, (key) => payments.get(key))
      for (const payment of changed) payments.set(payment.id, payment)
    },
    /** From what the index keeps, through JSON as it is there. */
    restart(): void {
      const json = JSON.stringify(exposure.snapshot(), (_key, value) =>
        typeof value === 'bigint' ? value.toString() : value,
      )
      exposure = createExposure(exposureSchema.parse(JSON.parse(json)))
    },
  }
}

const taken = (n: number, value = 100n, change: Partial<AcceptedPayment> = {}): Fact => ({
  type: 'accepted',
  payment: { ...acceptedPayment(n, { from: CARD, value }), acceptedAt: NOW, ...change },
})
const batch = (...ids: number[]): Fact => ({
  type: 'submitted',
  batch: {
    ...{ hash: id(900), raw: '0x02', account: account(9), accountNonce: 0, signedAtBlock: 1 },
    payments: ids.map((n) => id(n)),
  },
})
const proof = { txHash: id(900), blockHash: id(901), blockNumber: 5, logIndex: 0 }
const confirmed = (n: number): Fact => ({ type: 'confirmed', proofs: [{ id: id(n), proof }] })

describe('what is out', () => {
  it('is what was taken offline until the chain has paid it', () => {
    const { exposure, write } = journalOf()
    write(taken(1))
    write(taken(2, 50n))
    expect(exposure().total()).toEqual({ units: 150n, count: 2, since: NOW })
    write(batch(1, 2))
    expect(exposure().total()).toMatchObject({ units: 150n, count: 2, since: null })
    write({ type: 'refused', refusals: [{ id: id(2), code: 'PAYER_NO_FUNDS' }] })
    write(confirmed(1))
    expect(exposure().total()).toMatchObject({ units: 50n, count: 1 })
    write({ type: 'reorganised', ids: [id(1)] })
    expect(exposure().total()).toMatchObject({ units: 150n, count: 2 })
  })

  it('is nothing of a payment whose money was seen, or that another terminal took', () => {
    const { exposure, write } = journalOf()
    write(taken(1, 100n, { online: true }))
    write({ type: 'rescued', payment: acceptedPayment(2, { from: CARD, value: 70n }), terminalId: 'other' })
    write(receivedFact(3, { from: CARD }))
    expect(exposure().total()).toEqual({ units: 0n, count: 0, since: null })
    // But all of it will leave the card's balance.
    expect(exposure().of(CARD)).toMatchObject({ due: 170n, moving: 0n, consecutive: 0, hours: [] })
  })

  it('is nothing of what the shop has taken back', () => {
    const { exposure, write } = journalOf()
    write(taken(1))
    write({ type: 'voided', id: id(1), by: { id: 'dina', name: 'Dina' }, cancellation: null })
    expect(exposure().total()).toEqual({ units: 0n, count: 0, since: null })
  })

  it('counts its hours from the first payment since the chain was heard of', () => {
    const { exposure, write } = journalOf()
    write(taken(1))
    write(taken(2, 1n, { acceptedAt: NOW + HOUR }))
    expect(exposure().total().since).toBe(NOW)
    write(batch(1))
    write(taken(3, 1n, { acceptedAt: NOW + 2 * HOUR }))
    expect(exposure().total().since).toBe(NOW + 2 * HOUR)
  })
})

describe('a card', () => {
  it('has payments in a row until the chain pays one', () => {
    const { exposure, write } = journalOf()
    for (const n of [1, 2, 3]) write(taken(n))
    expect(exposure().of(CARD)).toMatchObject({ consecutive: 3, due: 300n, paid: 0 })
    write(batch(1))
    expect(exposure().of(CARD)).toMatchObject({ consecutive: 3, due: 200n, moving: 100n })
    write(confirmed(1))
    expect(exposure().of(CARD)).toMatchObject({ consecutive: 0, due: 200n, moving: 0n, paid: 1 })
    write({ type: 'settled', ids: [id(1)] })
    expect(exposure().of(CARD).paid).toBe(1)
  })

  it('has a window of whole hours, the one in which it begins included', () => {
    const { exposure, write } = journalOf()
    write(taken(1, 10n, { acceptedAt: NOW }))
    write(taken(2, 20n, { acceptedAt: NOW + HOUR - 1 }))
    write(taken(3, 40n, { acceptedAt: NOW + HOUR }))
    const sumAt = (at: number) => withinWindow(exposure().of(CARD), at, 24)
    expect(sumAt(NOW + 2 * HOUR)).toEqual({ sum: 70n, count: 3 })
    expect(sumAt(NOW + 25 * HOUR - 1)).toEqual({ sum: 70n, count: 3 })
    expect(sumAt(NOW + 25 * HOUR)).toEqual({ sum: 40n, count: 1 })
    expect(sumAt(NOW + 26 * HOUR)).toEqual({ sum: 0n, count: 0 })
    // What a clock that went back calls the future is no further away for it.
    expect(sumAt(NOW - 100 * HOUR).count).toBe(3)
  })
})

describe('the clock’s floor', () => {
  it('is the latest time of a line', () => {
    const { exposure, write } = journalOf()
    write(taken(1), NOW)
    write(taken(2), NOW - HOUR)
    expect(exposure().clockFloor()).toBe(NOW)
  })

  it('is what the network says, where that was noted', () => {
    const { exposure, write } = journalOf()
    const noted = (detail: string): Fact => ({ type: 'noted', what: CLOCK_SET, by: null, detail })
    write(taken(1), NOW + 999 * HOUR)
    write(noted(`${NOW / 1000}`), NOW)
    expect(exposure().clockFloor()).toBe(NOW)
    write(noted('yesterday'), NOW)
    expect(exposure().clockFloor()).toBe(NOW)
  })
})

const POLICY: Policy = {
  limits: {
    unknown: { floor: 100n, sum: 260n, count: 5, consecutive: 4 },
    'known-good': { floor: 150n, sum: 400n, count: 8, consecutive: 6 },
    certified: { floor: 150n, sum: 400n, count: 8, consecutive: 6 },
  },
  ...{ windowHours: 3, knownGoodAfter: 1, selection: null },
  exposure: { units: 900n, count: 12, hours: 10 },
  oldDenyList: { hours: 1, percent: 50 },
}

type Step =
  | { readonly kind: 'tap'; readonly card: number; readonly units: bigint; readonly minutes: number }
  | { readonly kind: 'pay'; readonly oldest: number }
  | { readonly kind: 'restart' }

const anyStep = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('tap' as const),
      card: fc.integer({ min: 1, max: 4 }),
      units: fc.bigInt({ min: 1n, max: 180n }),
      minutes: fc.nat(40),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('pay' as const), oldest: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'restart' as const }) },
)

interface Out {
  readonly n: number
  readonly card: Hex
  readonly units: bigint
  readonly at: number
}

/** Takes what the policy lets through, and keeps books of its own. */
function run(steps: readonly Step[], restarts: boolean) {
  const journal = journalOf()
  const all: Out[] = []
  const open: Out[] = []
  const good = new Set<Hex>()
  const answers: string[] = []
  let at = NOW
  for (const step of steps) {
    if (step.kind === 'restart') {
      if (restarts) journal.restart()
      continue
    }
    if (step.kind === 'pay') {
      for (const { n, card } of open.splice(0, step.oldest)) {
        journal.write(batch(n), at)
        journal.write(confirmed(n), at)
        good.add(card)
      }
      continue
    }
    at += step.minutes * 60_000
    const [card, n] = [account(step.card), all.length + 1]
    const track = journal.exposure().of(card)
    const decision = decide(POLICY, {
      ...{ at, card, units: step.units, online: null, denied: false, denyListAge: null, owes: false },
      standing: { kind: track.paid >= POLICY.knownGoodAfter ? 'known-good' : 'unknown' },
      waiting: { due: track.due, moving: track.moving },
      window: withinWindow(track, at, POLICY.windowHours),
      consecutiveOffline: track.consecutive,
      exposure: journal.exposure().total(),
      ...{ draw: 0.5, clock: 'trusted' },
    })
    answers.push(decision.kind === 'accept' ? 'offline' : decision.code)
    if (decision.kind === 'decline') continue
    const payment = { ...acceptedPayment(n, { from: card, value: step.units }), acceptedAt: at }
    journal.write({ type: 'accepted', payment }, at)
    const out = { n, card, units: step.units, at }
    all.push(out)
    open.push(out)
    expectWithin(POLICY, { all, open, out, isGood: good.has(card) })
  }
  return { answers, end: journal.exposure().snapshot() }
}

interface Books {
  readonly all: readonly Out[]
  readonly open: readonly Out[]
  readonly out: Out
  readonly isGood: boolean
}

/** Counted anew from every payment, by the exact window and not by hours. */
function expectWithin({ limits, windowHours, exposure }: Policy, { all, open, out, isGood }: Books): void {
  const most = limits[isGood ? 'known-good' : 'unknown']
  const window = all.filter(({ card, at }) => card === out.card && at > out.at - windowHours * HOUR)
  const units = (those: readonly Out[]) => those.reduce((sum, each) => sum + each.units, 0n)
  expect(out.units <= most.floor).toBe(true)
  expect(most.sum !== null && units(window) <= most.sum).toBe(true)
  expect(window.length).toBeLessThanOrEqual(most.count ?? 0)
  expect(units(open) <= exposure.units).toBe(true)
  expect(open.length).toBeLessThanOrEqual(exposure.count)
  // The chain is heard of with each payment only: from the oldest of an unbroken row on.
  if (open.length === all.length)
    expect(out.at - (all[0]?.at ?? 0)).toBeLessThanOrEqual(exposure.hours * HOUR)
}

it('no sequence of taps exceeds a limit, and a restart in between changes nothing', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 80 }), (steps) => {
      expect(run(steps, true)).toEqual(run(steps, false))
    }),
    { numRuns: 300 },
  )
})

it('remembers a bounded number of cards of which nothing is open', () => {
  const { exposure, write } = journalOf()
  const cards = 30_000
  for (let n = 1; n <= cards; n += 1) {
    const payment = { ...acceptedPayment(n, { from: account(n) }), acceptedAt: NOW, online: true as const }
    write({ type: 'accepted', payment })
    write(confirmed(n))
  }
  const kept = exposure().snapshot().cards
  expect(kept).toHaveLength(20_000)
  expect(kept.at(-1)?.[0]).toBe(account(cards))
  expect(exposure().of(account(1)).paid).toBe(0)
})
