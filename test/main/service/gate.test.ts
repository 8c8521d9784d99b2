import { expect, test } from 'vitest'
import { createGate } from '#main/service/gate.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { ERLAN, notes, oneTechnician, RIGHT_PIN } from './people.ts'

function hang() {
  const clock = fakeClock()
  const told: (string | null)[] = []
  const audit = notes()
  const gate = createGate({
    ...{ clock, note: audit.note, access: oneTechnician(), terminal: 'working' },
    onChange: ({ signedIn }) => told.push(signedIn?.id ?? null),
  })
  return { clock, gate, told, written: audit.written }
}

test('stays shut until somebody with the right has come in, and tells who', async () => {
  const { gate, told, written } = hang()
  expect(gate.pass()).toEqual(fail('SERVICE_LOCKED'))
  expect(await gate.unlock('0000')).toEqual(fail('STAFF_PIN_WRONG'))
  expect(gate.pass()).toEqual(fail('SERVICE_LOCKED'))
  expect(await gate.unlock(RIGHT_PIN)).toEqual(ok(ERLAN))
  expect(gate.pass()).toEqual(ok(ERLAN))
  gate.leave()
  expect(gate.pass()).toEqual(fail('SERVICE_LOCKED'))
  expect(told).toEqual([null, 'erlan', null])
  expect(written).toEqual([
    'service-refused - pin: STAFF_PIN_WRONG',
    'service-opened erlan pin',
    'service-left erlan person',
  ])
})

test('a card opens it as well', async () => {
  const { gate, written } = hang()
  expect(await gate.unlockByCard()).toEqual(ok(ERLAN))
  expect(gate.state()).toEqual({ opensBy: 'staff', signedIn: ERLAN, lockedUntil: null, terminal: 'working' })
  expect(written).toEqual(['service-opened erlan card'])
})

test('ten minutes without a question shut it; a screen that looks by itself asks nothing', async () => {
  const { clock, gate, written } = hang()
  await gate.unlock(RIGHT_PIN)
  await clock.advance(9 * 60_000)
  expect(gate.pass()).toEqual(ok(ERLAN))
  await clock.advance(9 * 60_000)
  expect(gate.pass(true)).toEqual(ok(ERLAN))
  await clock.advance(60_000)
  expect(gate.pass()).toEqual(fail('SERVICE_LOCKED'))
  expect(written.at(-1)).toBe('service-left erlan time')
})

test('what cannot be taken back needs the PIN again, of somebody who is in', async () => {
  const { gate, written } = hang()
  expect(await gate.confirm(RIGHT_PIN)).toEqual(fail('SERVICE_LOCKED'))
  await gate.unlock(RIGHT_PIN)
  expect(await gate.confirm('0000')).toEqual(fail('STAFF_PIN_WRONG'))
  expect(await gate.confirm(RIGHT_PIN)).toEqual(ok(ERLAN))
  expect(written.at(-1)).toBe('service-refused erlan again: STAFF_PIN_WRONG')
})
