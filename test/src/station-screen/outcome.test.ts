import { expect, it } from 'vitest'
import type { Ride } from '#src/ipc/station.ts'
import { fail, ok } from '#src/result.ts'
import { endsPassenger, outcomeOf, shownMs, stationFaultOf } from '#src/station-screen/outcome.ts'

const RIDE: Ride = {
  card: '0x7e5f4552091a69125d5dfcb7b8c2659029395bdf',
  reason: 'fare',
  paid: 12_000n,
  untilCap: 48_000n,
  goodUntil: null,
  entry: { seq: 1, at: 0, fact: { type: 'noted', what: 'ride', by: null } },
}
const TAP = { number: 7, online: true, repeated: false }
const of = (code: Parameters<typeof fail>[0], detail?: string) => outcomeOf(fail(code, detail), TAP)

it('says go for a ride, and whether it settles at once', () => {
  expect(outcomeOf(ok(RIDE), TAP)).toEqual({ ...TAP, kind: 'go', ride: RIDE })
  expect(outcomeOf(ok(RIDE), { ...TAP, online: false })).toMatchObject({ kind: 'go', online: false })
})

it('asks for the same card again where that is all it takes, and refuses the others', () => {
  for (const code of ['CARD_LEFT_EARLY', 'CARD_TIMEOUT', 'CARD_ANSWER_INVALID', 'CARD_SEVERAL'] as const)
    expect(of(code)).toEqual({ number: 7, kind: 'again', code })
  for (const code of ['CARD_DENIED', 'DEBT_OWED', 'CARD_BANK', 'CARD_PHONE', 'CARD_TRANSIT'] as const)
    expect(of(code)).toEqual({ number: 7, kind: 'refused', code, owed: null })
  expect(of('DEBT_OWED', '320 ₸')).toMatchObject({ owed: '320 ₸' })
})

it('shows no passenger what is the station’s own fault, nor a wait that was ended', () => {
  for (const code of ['READER_ABSENT', 'LINK_CLOSED', 'JOURNAL_WRITE_FAILED', 'RATE_EXPIRED'] as const) {
    expect(of(code)).toBeNull()
    expect(stationFaultOf(fail(code))).toBe(code)
  }
  expect(of('SALE_CANCELLED')).toBeNull()
  expect(of('TERMINAL_BUSY')).toBeNull()
  expect(stationFaultOf(fail('SALE_CANCELLED'))).toBeNull()
  expect(stationFaultOf(fail('CARD_DENIED'))).toBeNull()
  expect(stationFaultOf(ok(RIDE))).toBeNull()
})

it('shows go for a second and a half, and longer what has to be read', () => {
  const go = outcomeOf(ok(RIDE), TAP)
  const debt = of('DEBT_OWED')
  expect(go && shownMs(go)).toBe(1500)
  expect(debt && shownMs(debt)).toBeGreaterThan(1500)
})

it('leaves their language to whoever taps once more', () => {
  const again = of('CARD_LEFT_EARLY')
  const denied = of('CARD_DENIED')
  expect(again && endsPassenger(again)).toBe(false)
  expect(denied && endsPassenger(denied)).toBe(true)
})
