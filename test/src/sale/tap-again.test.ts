import { expect, it } from 'vitest'
import { TAP_AGAIN } from '#src/sale/tap-again.ts'

it('holds what the same customer can mend at once, and nothing that was decided', () => {
  expect(TAP_AGAIN).toContain('CARD_LEFT_EARLY')
  expect(TAP_AGAIN).toContain('CARD_SEVERAL')
  for (const decided of [
    'CARD_REFUSED',
    'CARD_SIGNATURE_INVALID',
    'CARD_BANK',
    'JOURNAL_WRITE_FAILED',
  ] as const)
    expect(TAP_AGAIN).not.toContain(decided)
})
