import { describe, expect, it } from 'vitest'
import { chooseLayout, guessLayout } from '#drivers/hid-pos/layout.ts'
import { AIM_DESCRIPTOR, PLAIN_DESCRIPTOR, SIXTY_AIM, SIXTY_PLAIN } from '../../vectors/hid-pos.ts'

describe('the layout of a scanner’s reports', () => {
  it('is what its descriptor says', () => {
    expect(chooseLayout({ descriptor: AIM_DESCRIPTOR })).toBe('aim')
    expect(chooseLayout({ descriptor: PLAIN_DESCRIPTOR })).toBe('plain')
  })

  it.each([
    ['Honeywell', 0x0c2e, 'aim'],
    ['Zebra', 0x05e0, 'aim'],
    ['Datalogic', 0x05f9, 'aim'],
    ['Newland', 0x1eab, 'plain'],
    ['an unknown maker', 0x1234, undefined],
  ])('is known of %s', (_maker, vendorId, layout) => {
    expect(chooseLayout({ vendorId })).toBe(layout)
  })

  it('is known of the descriptor before the maker, and of the configuration before both', () => {
    expect(chooseLayout({ descriptor: PLAIN_DESCRIPTOR, vendorId: 0x0c2e })).toBe('plain')
    const facts = { descriptor: PLAIN_DESCRIPTOR, vendorId: 0x1eab }
    expect(chooseLayout({ ...facts, configured: 'aim' })).toBe('aim')
  })

  it('is the maker’s when the descriptor is of something else', () => {
    const keyboard = Uint8Array.of(0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0xc0)
    expect(chooseLayout({ descriptor: keyboard, vendorId: 0x1eab })).toBe('plain')
    expect(chooseLayout({ descriptor: keyboard })).toBeUndefined()
  })

  it('is guessed from a report', () => {
    for (const report of SIXTY_AIM) expect(guessLayout(report)).toBe('aim')
    for (const report of SIXTY_PLAIN) expect(guessLayout(report)).toBe('plain')
  })

  it('is not taken for aim because a plain code begins with a bracket', () => {
    const report = Uint8Array.from({ length: 64 }, (_, i) => [0x02, 3, 0x5d, 0x51, 0x31][i] ?? 0)
    expect(guessLayout(report)).toBe('plain')
  })
})
