import { describe, expect, it } from 'vitest'
import { followStaff, readStaff, type StaffView, UNSTAFFED } from '#renderer/terminal/staff.ts'
import { fail, ok } from '#src/result.ts'
import { emptyTill } from '#src/till/till.ts'
import { fakeBridge } from '../../fakes/bridge.ts'

const staff = { required: true, signedIn: null, lockedUntil: null }

describe('who is signed in', () => {
  it('is not asked for where nobody signs in', async () => {
    const bridge = fakeBridge({})
    expect(await readStaff(bridge, false)).toEqual(ok(UNSTAFFED))
    expect(bridge.calls).toEqual([])
  })

  it('and the shift are read before the screen shows', async () => {
    const bridge = fakeBridge({ 'staff/state': () => ok(staff), 'till/state': () => ok(emptyTill) })
    expect(await readStaff(bridge, true)).toEqual(ok({ staff, till: emptyTill }))
    bridge.answer({ 'till/state': () => fail('INTERNAL') })
    expect(await readStaff(bridge, true)).toEqual(fail('INTERNAL'))
  })

  it('is followed, and the queue takes the lines that tell of it', () => {
    const bridge = fakeBridge({})
    const seen: Partial<StaffView>[] = []
    let levelled = 0
    followStaff(bridge, {
      onView: (change) => seen.push(change),
      level: () => {
        levelled += 1
      },
    })
    const signedIn = { id: 'aigul', name: 'Айгүл', role: 'cashier' } as const
    bridge.emit('staff/changed', { ...staff, signedIn })
    bridge.emit('till/changed', { ...emptyTill, lastShift: 3 })
    expect(seen).toEqual([{ staff: { ...staff, signedIn } }, { till: { ...emptyTill, lastShift: 3 } }])
    expect(levelled).toBe(1)
  })
})
