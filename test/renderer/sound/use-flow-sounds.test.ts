import { expect, it } from 'vitest'
import { soundOf } from '#renderer/sound/use-flow-sounds.ts'
import { payment } from '../../e2e/preview/payments.ts'

const card = {
  step: 'card',
  units: 1n,
  receipt: null,
  request: null,
  transfer: null,
  stage: 'waiting',
  payer: null,
} as const
const accepted = { step: 'accepted', payment: payment({ number: 1, units: 1n }), online: true } as const

it('has a sound of its own for each state that has a colour', () => {
  expect(soundOf({ step: 'amount' })).toBeNull()
  expect(soundOf({ ...card, notice: null })).toBeNull()
  expect(soundOf({ ...card, notice: 'CARD_LEFT_EARLY' })).toBe('attention')
  expect(soundOf({ ...accepted, paper: { kind: 'printing' } })).toBe('accepted')
  expect(soundOf({ ...accepted, paper: { kind: 'failed', code: 'PRINTER_FAULT' } })).toBe('attention')
  expect(soundOf({ step: 'declined', units: 1n, error: { code: 'CARD_REFUSED' } })).toBe('declined')
  const debt = {
    owed: { units: 1n, asset: { symbol: 'USDC', decimals: 6 } },
    units: 1n,
    payments: 1,
    since: 0,
  }
  expect(soundOf({ step: 'declined', units: 1n, error: { code: 'DEBT_OWED', debt } })).toBe('attention')
})
