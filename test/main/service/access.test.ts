import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { peopleOf, pinAccess, SIMULATOR_PIN, TECHNICIAN } from '#main/service/access.ts'
import { openLockOut } from '#main/staff/lock-out.ts'
import { hashPin } from '#main/staff/pins.ts'
import type { StaffMember } from '#src/config/staff.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { emptyFolder } from '../../fakes/folder.ts'

let pin: string
let cashier: StaffMember
beforeAll(async () => {
  pin = await hashPin('2580')
  cashier = { id: 'aigerim', name: 'Айгерім', role: 'cashier', pin: await hashPin('1111') }
})

const NOBODY = { staff: undefined, service: undefined, isSimulator: false }

async function accessTo(parts: Parameters<typeof peopleOf>[0]) {
  const clock = fakeClock()
  const lockOut = await openLockOut(join(emptyFolder(), 'lock.json'), { clock, log: () => undefined })
  return { clock, access: pinAccess({ ...(await peopleOf(parts)), lockOut }) }
}

test('the technician’s PIN opens, any other does not, and a cashier has not the right', async () => {
  const { access } = await accessTo({ ...NOBODY, staff: [cashier], service: { pin } })
  expect(access.opensBy).toBe('staff')
  expect(await access.checkPin('2580')).toEqual(ok(TECHNICIAN))
  expect(await access.checkPin('2581')).toEqual(fail('STAFF_PIN_WRONG'))
  expect(await access.checkPin('1111')).toEqual(fail('STAFF_FORBIDDEN'))
})

test('where no PIN is known, none opens, and no card', async () => {
  const { access } = await accessTo(NOBODY)
  expect(access.opensBy).toBe('nothing')
  for (const guess of ['0000', SIMULATOR_PIN, ''])
    expect(await access.checkPin(guess)).toMatchObject(fail('SERVICE_LOCKED'))
  expect(await access.checkCard()).toMatchObject(fail('SERVICE_LOCKED'))
})

test('the published PIN opens the simulator only where no other is set', async () => {
  const simulator = await accessTo({ ...NOBODY, isSimulator: true })
  expect(simulator.access.opensBy).toBe('simulator')
  expect(await simulator.access.checkPin(SIMULATOR_PIN)).toEqual(ok(TECHNICIAN))
  const set = await accessTo({ ...NOBODY, isSimulator: true, service: { pin } })
  expect(await set.access.checkPin(SIMULATOR_PIN)).toEqual(fail('STAFF_PIN_WRONG'))
})

test('guessing ends after a few tries, and the right PIN has to wait too', async () => {
  const { access, clock } = await accessTo({ ...NOBODY, service: { pin } })
  const guesses = ['0001', '0002', '0003', '0004', '0005', '0006', '0007', '0008']
  const answers = await Promise.all(guesses.map((guess) => access.checkPin(guess)))
  expect(answers.at(-1)).toEqual(fail('STAFF_LOCKED'))
  expect(await access.checkPin('2580')).toEqual(fail('STAFF_LOCKED'))
  await clock.advance((access.lockedUntil() ?? 0) - clock.now())
  expect(await access.checkPin('2580')).toEqual(ok(TECHNICIAN))
})
