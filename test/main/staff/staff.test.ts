import { beforeAll, describe, expect, it } from 'vitest'
import type { StaffMember } from '#src/config/staff.ts'
import { fail, ok } from '#src/result.ts'
import { RIGHTS } from '#src/staff/rights.ts'
import { desk } from './desk.ts'
import { member } from './people.ts'

let people: readonly StaffMember[] = []
beforeAll(async () => {
  people = [
    await member('aigul', '4711'),
    await member('marat', '081500', { role: 'supervisor' }),
    await member('owner', '12345678', { role: 'owner' }),
    await member('tech', '9999', { role: 'technician' }),
  ]
})
const aigul = { id: 'aigul', name: 'aigul' }
const marat = { id: 'marat', name: 'marat' }

describe('signing in', () => {
  it('by PIN names the person, tells the page, and stands in the journal', async () => {
    const { staff, states, facts } = await desk(people)
    expect(staff.state()).toEqual({ required: true, signedIn: null, lockedUntil: null })
    expect(await staff.signIn('4711')).toEqual(ok({ ...aigul, role: 'cashier' }))
    expect(states.at(-1)?.signedIn).toEqual({ ...aigul, role: 'cashier' })
    await staff.signOut()
    expect(states.at(-1)?.signedIn).toBeNull()
    expect(await facts()).toEqual(['signed-in aigul pin', 'signed-out aigul'])
  })

  it('is not for those who sell nothing', async () => {
    const { staff } = await desk(people)
    expect(await staff.signIn('9999')).toEqual(fail('STAFF_FORBIDDEN'))
    expect(staff.state().signedIn).toBeNull()
  })

  it('is refused with a wrong PIN, and after five with every PIN', async () => {
    const { staff, states, facts, clock } = await desk(people)
    for (let i = 0; i < 4; i += 1) expect(await staff.signIn('0000')).toEqual(fail('STAFF_PIN_WRONG'))
    expect(await staff.signIn('0000')).toEqual(fail('STAFF_LOCKED'))
    expect(await staff.signIn('4711')).toEqual(fail('STAFF_LOCKED'))
    expect(states.at(-1)?.lockedUntil).toBe(clock.now() + 30_000)
    expect((await facts()).at(-1)).toBe('pins-locked')
    await clock.advance(30_000)
    expect(await staff.signIn('4711')).toMatchObject({ ok: true })
  })

  it('looks at one PIN at a time, however many come at once', async () => {
    const { staff } = await desk(people)
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => staff.signIn(`000${i}`)))
    const codes = answers.map((answer) => !answer.ok && answer.error.code)
    expect(codes.filter((code) => code === 'STAFF_PIN_WRONG')).toHaveLength(4)
    expect(codes.filter((code) => code === 'STAFF_LOCKED')).toHaveLength(4)
  })

  it('with the right PIN does not make guesses at another’s free', async () => {
    const { staff } = await desk(people)
    for (let i = 0; i < 4; i += 1) await staff.signIn('0000')
    await staff.signIn('4711')
    expect(await staff.checkPin('0001', 'void')).toEqual(fail('STAFF_LOCKED'))
  })
})

describe('what somebody may do', () => {
  it('is nothing before anybody is signed in', async () => {
    const { staff } = await desk(people)
    for (const right of RIGHTS)
      expect(await staff.authorise(right, '12345678')).toEqual(fail('STAFF_SIGN_IN_FIRST'))
  })

  it('a cashier sells alone, and voids with a supervisor', async () => {
    const { staff } = await desk(people)
    await staff.signIn('4711')
    expect(await staff.authorise('sell')).toEqual(ok({ by: aigul }))
    expect(await staff.authorise('void')).toEqual(fail('STAFF_FORBIDDEN'))
    expect(await staff.authorise('void', '081500')).toEqual(ok({ by: aigul, approvedBy: marat }))
    expect(await staff.authorise('void', '4711')).toEqual(fail('STAFF_FORBIDDEN'))
    expect(await staff.authorise('approve-refund', '081500')).toEqual(fail('STAFF_FORBIDDEN'))
    expect(await staff.authorise('void', '0000')).toEqual(fail('STAFF_PIN_WRONG'))
    expect(staff.state().signedIn?.id).toBe('aigul')
  })

  it('a supervisor voids alone, and a PIN that was sent along is not needed', async () => {
    const { staff } = await desk(people)
    await staff.signIn('081500')
    expect(await staff.authorise('void', '0000')).toEqual(ok({ by: marat }))
  })

  it('where nobody signs in is everything but what gives money away or opens the service', async () => {
    const { staff } = await desk([])
    const allowed = []
    for (const right of RIGHTS) if ((await staff.authorise(right)).ok) allowed.push(right)
    expect(allowed).toEqual(['sell', 'discount', 'open-drawer', 'print-copy', 'void', 'close-any-shift'])
    expect(await staff.authorise('void')).toEqual(ok({ by: { id: 'till', name: 'apple-1' } }))
  })
})
