import { expect, test } from 'vitest'
import { NO_DENY_LISTS } from '#main/risk/deny-lists.ts'
import { createGate } from '#main/service/gate.ts'
import { type TrustParts, trustHandlers } from '#main/service/trust.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Person } from '#src/staff/person.ts'
import { account } from '../../fakes/accepted.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { trusting } from '../../fakes/trust.ts'
import { must } from '../../fakes/wires.ts'
import { notes, oneTechnician, RIGHT_PIN } from './people.ts'

const NOW = Date.parse('2026-11-27T12:00:00Z')
const HOUR = 3_600_000
const CLOCK = { state: 'behind', now: NOW, floor: NOW + HOUR, drift: null } as const

function open(change: Partial<TrustParts> = {}, correct: () => Result<undefined> = () => ok()) {
  const clock = fakeClock(NOW)
  const { note, written } = notes()
  const gate = createGate({
    ...{ access: oneTechnician(), terminal: 'working', clock, note },
    onChange: () => undefined,
  })
  const corrected: Person[] = []
  const handlers = trustHandlers({
    ...{ gate, note, clock, denied: NO_DENY_LISTS, issuers: [], oldDenyList: { hours: 168, percent: 50 } },
    risk: {
      trust: trusting,
      clock: {
        ...{ state: () => CLOCK.state, detail: () => CLOCK, saw: () => undefined },
        async correct(by) {
          corrected.push(by)
          return correct()
        },
      },
    },
    ...change,
  })
  return { gate, handlers, written, corrected }
}

test('tells what cards are trusted by: exposure, lists, issuers and the clock', async () => {
  const seconds = NOW / 1000
  const { gate, handlers } = open({
    issuers: [
      { address: account(1), notBefore: 0, notAfter: seconds + 1 },
      { address: account(2), notBefore: 0, notAfter: seconds },
      { address: account(3), notBefore: seconds + 1, notAfter: seconds + 2 },
    ],
    denied: {
      ageAt: () => 168 * HOUR + 1,
      state: () => ({
        signed: {
          ...{ version: 7, count: 1204, fault: { code: 'DENY_LIST_OLD' } },
          source: 'https://user:secret@deny.example:8443/key-3f9a/{version}?token=x',
        },
        site: { count: 3, source: '/etc/tapsyr/denied.txt', fault: null },
      }),
    },
  })
  await gate.unlock(RIGHT_PIN)
  expect(must(await handlers['service/trust'](undefined))).toEqual({
    exposure: trusting.state(),
    signedList: {
      ...{ version: 7, count: 1204, fault: { code: 'DENY_LIST_OLD' } },
      ...{ age: 168 * HOUR + 1, lowersTo: 50, source: 'deny.example:8443' },
    },
    siteList: { count: 3, source: '/etc/tapsyr/denied.txt', fault: null },
    issuers: [
      { address: account(1), counts: true },
      { address: account(2), counts: false },
      { address: account(3), counts: false },
    ],
    clock: CLOCK,
  })
})

test('the clock is called right only by somebody who is in and gives the PIN again', async () => {
  const { gate, handlers, corrected } = open()
  expect(await handlers['service/clock-right']({ pin: RIGHT_PIN })).toEqual(fail('SERVICE_LOCKED'))
  await gate.unlock(RIGHT_PIN)
  expect(await handlers['service/clock-right']({ pin: '0000' })).toEqual(fail('STAFF_PIN_WRONG'))
  expect(corrected).toEqual([])
  expect(await handlers['service/clock-right']({ pin: RIGHT_PIN })).toEqual(ok())
  expect(corrected).toEqual([{ id: 'erlan', name: 'Ерлан' }])
})

test('who was refused by the network is written down as well', async () => {
  const { gate, handlers, written } = open({}, () => fail('CLOCK_WRONG'))
  await gate.unlock(RIGHT_PIN)
  expect(await handlers['service/clock-right']({ pin: RIGHT_PIN })).toEqual(fail('CLOCK_WRONG'))
  expect(written.at(-1)).toBe('clock-set-refused erlan CLOCK_WRONG')
})
