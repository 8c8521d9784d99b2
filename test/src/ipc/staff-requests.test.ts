import { describe, expect, it } from 'vitest'
import { approvalSchema, pinSchema, STAFF_REQUESTS } from '#src/ipc/staff-requests.ts'

describe('a PIN', () => {
  // Four to eight digits: what the configuration lets a PIN be.
  it.each(['0000', '4711', '47110815'])('may be %s', (pin) => {
    expect(pinSchema.parse(pin)).toBe(pin)
  })

  it.each(['', '471', '471108159', '47 11', '47a1', '-4711', '４７１１', 4711, null, undefined])(
    'is not %o',
    (pin) => {
      expect(pinSchema.safeParse(pin).success).toBe(false)
    },
  )

  it('of an approval may be left out, and is a PIN when it is there', () => {
    expect(approvalSchema.approvalPin.safeParse(undefined).success).toBe(true)
    expect(approvalSchema.approvalPin.safeParse('').success).toBe(false)
  })
})

describe('what the page asks of the till', () => {
  it('names nobody: who it is, main knows', () => {
    const by = { id: 'dana', name: 'Dana' }
    for (const [channel, request] of [
      ['staff/sign-in', { pin: '4711' }],
      ['shift/open', { float: 5n }],
      ['shift/close', { counted: 5n }],
      ['drawer/open', { reason: 'change' }],
    ] as const) {
      expect(STAFF_REQUESTS[channel].safeParse(request).success, channel).toBe(true)
      expect(STAFF_REQUESTS[channel].safeParse({ ...request, by }).success, channel).toBe(false)
    }
  })

  it('counts cash that there can be, or none', () => {
    const open = STAFF_REQUESTS['shift/open']
    expect([0n, 1n, null].map((float) => open.safeParse({ float }).success)).toEqual([true, true, true])
    expect([-1n, 1, '1', undefined].map((float) => open.safeParse({ float }).success)).toEqual(
      Array(4).fill(false),
    )
  })

  it('opens the drawer for a reason of up to 200 letters, without the spaces around it', () => {
    const drawer = STAFF_REQUESTS['drawer/open']
    expect(drawer.parse({ reason: ' change ' })).toEqual({ reason: 'change' })
    expect(drawer.safeParse({ reason: 'x'.repeat(200) }).success).toBe(true)
    for (const reason of ['', '   ', 'x'.repeat(201)])
      expect(drawer.safeParse({ reason }).success).toBe(false)
  })

  it('prints a copy of a Z report that has a number, and an X report that has none', () => {
    const print = STAFF_REQUESTS['shift/print']
    expect(print.safeParse({ report: 'x' }).success).toBe(true)
    expect(print.safeParse({ report: 'z', number: 1, copy: true }).success).toBe(true)
    for (const request of [
      { report: 'x', number: 1 },
      { report: 'z' },
      { report: 'z', number: 0, copy: true },
    ])
      expect(print.safeParse(request).success).toBe(false)
  })
})
