import { expect, it } from 'vitest'
import { boughtTicketSchema, rideSchema } from '#src/station/ride.ts'

const RIDE = { reason: 'fare', at: 1_700_000_000_000, day: 1_699_999_200_000, goodUntil: null }
const TICKET = { product: 'single', kind: 'single', from: 1_700_000_000_000, until: 1_700_007_200_000 }

it('takes rides and tickets as they are written', () => {
  expect(rideSchema.parse(RIDE)).toEqual(RIDE)
  expect(boughtTicketSchema.parse(TICKET)).toEqual(TICKET)
})

it.each([
  ['another reason', rideSchema, { ...RIDE, reason: 'friend' }],
  ['half a millisecond', rideSchema, { ...RIDE, at: 1.5 }],
  ['something more', rideSchema, { ...RIDE, free: true }],
  ['another kind', boughtTicketSchema, { ...TICKET, kind: 'life' }],
  ['no product', boughtTicketSchema, { ...TICKET, product: '' }],
])('refuses %s', (_what, schema, written) => {
  expect(schema.safeParse(written).success).toBe(false)
})
