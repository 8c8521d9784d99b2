import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FareRules, fareOf, NO_STANDING } from '#src/station/fare.ts'
import { createRiders, NO_RIDERS } from '#src/station/riders.ts'
import { account } from '../../fakes/accepted.ts'

const MINUTE = 60_000
/** 27 November 2026, 04:00 at UTC+5, and eight o'clock on that day. */
const DAY = Date.parse('2026-11-27T04:00:00+05:00')
const EIGHT = DAY + 240 * MINUTE
const RULES: FareRules = {
  fare: 120n,
  cap: 300n,
  transferMinutes: 60,
  day: { startMinutes: 240, utcOffset: () => 300 },
}
const today = { ...NO_STANDING, day: DAY }

describe('a ride', () => {
  it('costs the fare, and opens an hour for a transfer', () => {
    expect(fareOf(RULES, NO_STANDING, EIGHT)).toEqual({
      reason: 'fare',
      amount: 120n,
      untilCap: 180n,
      goodUntil: EIGHT + 60 * MINUTE,
      day: DAY,
    })
  })

  it('costs what is left under the cap of the day, and then nothing', () => {
    const left = fareOf(RULES, { ...today, paid: 240n }, EIGHT)
    expect(left).toMatchObject({ reason: 'capped', amount: 60n, untilCap: 0n })
    const none = fareOf(RULES, { ...today, paid: 300n }, EIGHT)
    expect(none).toMatchObject({ reason: 'capped', amount: 0n, untilCap: 0n })
  })

  it('costs the fare again on the next day, to the millisecond', () => {
    const full = { ...today, paid: 300n }
    const four = DAY + 24 * 60 * MINUTE
    expect(fareOf(RULES, full, four - 1)).toMatchObject({ amount: 0n, day: DAY })
    expect(fareOf(RULES, full, four)).toMatchObject({
      reason: 'fare',
      amount: 120n,
      untilCap: 180n,
      day: four,
    })
  })

  it('is free within the time of a transfer only, to the millisecond', () => {
    const changing = { ...today, paid: 120n, transferFrom: EIGHT }
    const end = EIGHT + 60 * MINUTE
    expect(fareOf(RULES, changing, EIGHT)).toMatchObject({ reason: 'transfer', amount: 0n, goodUntil: end })
    expect(fareOf(RULES, changing, end - 1)).toMatchObject({ reason: 'transfer', amount: 0n, untilCap: 180n })
    expect(fareOf(RULES, changing, end)).toMatchObject({ reason: 'fare', amount: 120n })
    // A clock that was set back makes nothing free.
    expect(fareOf(RULES, changing, EIGHT - 1)).toMatchObject({ reason: 'fare' })
  })

  it('is free with a pass from its first moment until before its last, and a pass comes first', () => {
    const passes = [{ from: EIGHT, until: EIGHT + 10 }]
    const holder = { ...today, paid: 300n, transferFrom: EIGHT - MINUTE, passes }
    expect(fareOf(RULES, holder, EIGHT - 1).reason).toBe('transfer')
    expect(fareOf(RULES, holder, EIGHT)).toMatchObject({ reason: 'pass', amount: 0n, goodUntil: EIGHT + 10 })
    expect(fareOf(RULES, holder, EIGHT + 9).reason).toBe('pass')
    expect(fareOf(RULES, holder, EIGHT + 10).reason).toBe('transfer')
  })

  it('takes nothing back when the cap was lowered', () => {
    expect(fareOf({ ...RULES, cap: 200n }, { ...today, paid: 240n }, EIGHT)).toMatchObject({
      amount: 0n,
      untilCap: 0n,
    })
  })

  it('without cap and transfer is the fare every time', () => {
    const plain = { ...RULES, cap: null, transferMinutes: null }
    const fare = fareOf(plain, { ...today, paid: 9999n, transferFrom: EIGHT }, EIGHT)
    expect(fare).toEqual({ reason: 'fare', amount: 120n, untilCap: null, goodUntil: null, day: DAY })
  })
})

interface Tap {
  readonly card: number
  readonly at: number
}

/** What each card pays for taps in this order, and the free rides' reasons. */
function rideAll(rules: FareRules, taps: readonly Tap[]) {
  const riders = createRiders(NO_RIDERS)
  return taps.map(({ card, at }, i) => {
    const fare = fareOf(rules, riders.of(account(card)), at)
    const { reason, day, goodUntil } = fare
    const ride = { reason, at, day, goodUntil }
    // The amount stands for the payment's; that is folded in riders.test.ts.
    riders.take({ seq: i + 1, at, fact: { type: 'ridden', card: account(card), ride } }, [])
    return { card, at, ...fare }
  })
}

const minutes = fc.integer({ min: 0, max: 3 * 24 * 60 })
const taps = fc
  .array(fc.record({ card: fc.integer({ min: 1, max: 3 }), at: minutes.map((m) => DAY + m * MINUTE) }), {
    maxLength: 60,
  })
  .map((all) => [...all].sort((a, b) => a.at - b.at))

describe('over any days', () => {
  it('a transfer is free only within its time of a ride that was none, and each such ride gives one', () => {
    fc.assert(
      fc.property(taps, (all) => {
        const rides = rideAll({ ...RULES, cap: null }, all)
        for (const card of [1, 2, 3]) {
          const own = rides.filter((ride) => ride.card === card)
          for (const [i, ride] of own.entries()) {
            const before = own[i - 1]
            const mayChange = before?.reason === 'fare' && ride.at - before.at < 60 * MINUTE
            expect(ride.reason).toBe(mayChange ? 'transfer' : 'fare')
          }
        }
      }),
    )
  })

  it('what a card pays has nothing to do with how others tap in between', () => {
    fc.assert(
      fc.property(taps, (all) => {
        const together = rideAll(RULES, all)
        for (const card of [1, 2, 3]) {
          const alone = rideAll(
            RULES,
            all.filter((tap) => tap.card === card),
          )
          expect(together.filter((ride) => ride.card === card)).toEqual(alone)
        }
      }),
    )
  })
})
