import { expect, it } from 'vitest'
import { TRANSLATORS } from '#renderer/i18n/setup.ts'
import { makeText } from '#renderer/i18n/use-text.ts'
import { debtAdvice } from '#renderer/screens/result/debt-advice.ts'
import type { Failure } from '#src/result.ts'
import { snapshotOf } from '../../../e2e/preview/scenes.ts'

const ready = snapshotOf('debt-asked', 'en')
if (ready.phase !== 'ready') throw new Error('a terminal that sells')
const EN = makeText('en', TRANSLATORS.en)

const advice = (
  change: Partial<typeof ready> = {},
  trouble: Failure | null = null,
  payingSince: number | null = null,
) => debtAdvice({ snapshot: { ...ready, ...change }, payingSince, trouble }, EN)

it('says what comes first, and where nothing can be paid what to do instead', () => {
  expect(advice()).toMatch(/^The earlier payment is made first/)
  expect(advice({ network: { kind: 'offline' } })).toMatch(/^No network: .* another card/)
  expect(advice({ paused: true })).toMatch(/paused.*another card/)
})

it('says what is missing, or why else it did not work, and what to do', () => {
  expect(advice({}, { code: 'CARD_NO_FUNDS', missing: 3_200_000n })).toBe(
    'The card lacks 3.20\u00a0USDC. Top it up and press “Pay now” again, or take another card.',
  )
  expect(advice({}, { code: 'KEY_LOCKED' })).toBe(
    `${EN.error('KEY_LOCKED').what} ${EN.error('KEY_LOCKED').now}`,
  )
  expect(advice({ network: { kind: 'offline' } }, { code: 'RPC_UNREACHABLE' })).toMatch(/^No network/)
})

it('counts the seconds of what takes longer than one', () => {
  expect(advice({}, null, ready.now - 999)).toBe('The earlier payment is being made.')
  expect(advice({}, null, ready.now - 3500)).toBe('The earlier payment is being made. 3 s')
})
