import { beforeEach, expect, test } from 'vitest'
import type { HandedStep } from '#main/fleet/cursor.ts'
import { createHandOver, type HandOver } from '#main/fleet/hand-over.ts'
import type { JournalEntry } from '#src/journal/entry.ts'
import type { Payment } from '#src/payment/record.ts'
import { acceptedPayment, id, receivedFact, standing } from '../../fakes/accepted.ts'
import { type FakeClock, fakeClock } from '../../fakes/clock.ts'

const MINUTE = 60_000
const LEASE = 10 * MINUTE
const HOUR = 60 * MINUTE

let clock: FakeClock
let steps: readonly HandedStep[]
let isForwarding: boolean
let unsureUpTo: number
let payments: Map<string, Payment>
let handOver: HandOver

beforeEach(() => {
  clock = fakeClock(1_700_000_000_000)
  steps = []
  isForwarding = false
  unsureUpTo = 0
  payments = new Map()
  handOver = createHandOver({
    payment: (each) => payments.get(each),
    steps: () => steps,
    clock,
    leaseMs: LEASE,
    alarmMs: 24 * HOUR,
    isForwarding: () => isForwarding,
    isUnsure: ({ receiptNumber }) => receiptNumber <= unsureUpTo,
  })
})

const accepted = (n: number): JournalEntry => ({
  seq: n + 1,
  at: clock.now(),
  fact: { type: 'accepted', payment: acceptedPayment(n) },
})

function take(...receipts: number[]): void {
  for (const n of receipts) if (!payments.has(id(n))) payments.set(id(n), standing(n))
  steps = handOver.stepsWith(receipts.map(accepted))
}

test('what the fleet has taken is left to it for the length of the lease', async () => {
  take(1, 2)
  await clock.advance(LEASE - 1)
  expect([id(1), id(2)].map(handOver.isHeld)).toEqual([true, true])
  await clock.advance(1)
  expect([id(1), id(2)].map(handOver.isHeld)).toEqual([false, false])
})

test('each has a lease of its own, at most a tenth shorter, and few steps remember them all', async () => {
  for (let n = 1; n <= 600; n += 1) {
    take(n)
    await clock.advance(5000)
  }
  // 1-480 were taken ten minutes ago or longer, those from 492 on less than nine.
  expect(handOver.isHeld(id(1))).toBe(false)
  expect(handOver.isHeld(id(480))).toBe(false)
  expect(handOver.isHeld(id(493))).toBe(true)
  expect(handOver.isHeld(id(600))).toBe(true)
  expect(steps.length).toBeLessThanOrEqual(12)
})

test('after a start the steps alone tell', async () => {
  take(1)
  await clock.advance(11 * MINUTE)
  take(2)
  expect(steps.map(({ receipt }) => receipt)).toEqual([1, 2])
  expect([id(1), id(2)].map(handOver.isHeld)).toEqual([false, true])
})

test('a transaction of the settler renews the lease, and its refusal ends it', async () => {
  take(1, 2)
  await clock.advance(9 * MINUTE)
  handOver.lasts([id(1)])
  handOver.ends([id(2)])
  expect([id(1), id(2)].map(handOver.isHeld)).toEqual([true, false])
  await clock.advance(9 * MINUTE)
  expect(handOver.isHeld(id(1))).toBe(true)
  await clock.advance(MINUTE)
  expect(handOver.isHeld(id(1))).toBe(false)
})

test('an answer that ends a lease ends it for good', async () => {
  take(1)
  handOver.ends([id(1)])
  for (let i = 0; i < 12; i += 1) {
    expect(handOver.isHeld(id(1))).toBe(false)
    await clock.advance(MINUTE)
    handOver.lasts([id(99)])
  }
})

test('what is not there yet is waited for only while entries are on their way', () => {
  take(1)
  payments.set(id(2), standing(2))
  expect(handOver.isHeld(id(2))).toBe(false)
  isForwarding = true
  expect(handOver.isHeld(id(2))).toBe(true)
})

test('what the disk may have forgotten a void of is left alone until that is known', () => {
  take(1, 2)
  handOver.ends([id(1), id(2)])
  unsureUpTo = 1
  expect([id(1), id(2)].map(handOver.isHeld)).toEqual([true, false])
  unsureUpTo = 0
  expect(handOver.isHeld(id(1))).toBe(false)
})

test('near its end a payment is the terminal’s', async () => {
  const validBefore = clock.now() / 1000 + 24 * 3600 + 60
  const ending = acceptedPayment(1, { validBefore })
  payments.set(id(1), { ...standing(1), authorization: ending.authorization })
  take(1)
  expect(handOver.isHeld(id(1))).toBe(true)
  unsureUpTo = 1
  await clock.advance(MINUTE)
  expect(handOver.isHeld(id(1))).toBe(false)
})

test('refunds, payments of another terminal, transfers and strangers never go to the fleet', () => {
  payments.set(id(1), standing(1, { returns: id(9) }))
  payments.set(id(2), standing(2, { rescuedFrom: 'till-2' }))
  payments.set(id(3), { ...standing(3), ...receivedFact(3).payment, signature: null })
  take(4)
  isForwarding = true
  expect([1, 2, 3, 5].map(id).map(handOver.isHeld)).toEqual([false, false, false, false])
})

test.each([-2 * HOUR, 2 * HOUR])('a clock that is set by %i ms keeps no payment from the terminal', (by) => {
  take(1)
  steps = steps.map((step) => ({ ...step, at: step.at + by }))
  expect(handOver.isHeld(id(1))).toBe(false)
})
