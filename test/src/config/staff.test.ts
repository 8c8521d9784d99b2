import { describe, expect, it } from 'vitest'
import { staffSchema } from '#src/config/staff.ts'

/** RFC 7914, section 12: scrypt("", "", 16, 1, 1) has another length; only the form matters here. */
const PIN = `scrypt$4096$8$1$${'A'.repeat(22)}$${'B'.repeat(43)}`
const CARD = '0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf'
const aigul = { id: 'aigul', name: 'Айгүл', role: 'cashier', pin: PIN }

const takes = (staff: unknown) => staffSchema.safeParse(staff).success

describe('the staff', () => {
  it('have a name, a role, a PIN and perhaps a card, whose address people copy with a checksum', () => {
    const [parsed] = staffSchema.parse([{ ...aigul, card: CARD }])
    expect(parsed).toEqual({ ...aigul, card: CARD.toLowerCase() })
  })

  it('each have an id and a card of their own', () => {
    expect(takes([aigul, { ...aigul, id: 'marat' }])).toBe(true)
    expect(takes([aigul, aigul])).toBe(false)
    const withCard = { ...aigul, card: CARD }
    expect(takes([withCard, { ...withCard, id: 'marat', card: CARD.toLowerCase() }])).toBe(false)
  })

  it('are never the terminal itself, of no unknown role, and without a plain PIN', () => {
    expect(takes([{ ...aigul, id: 'till' }])).toBe(false)
    expect(takes([{ ...aigul, role: 'boss' }])).toBe(false)
    expect(takes([{ ...aigul, pin: '4711' }])).toBe(false)
    expect(takes([{ ...aigul, card: '0x1234' }])).toBe(false)
    expect(takes([])).toBe(false)
  })
})
