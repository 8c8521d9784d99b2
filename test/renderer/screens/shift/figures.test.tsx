import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { expect, it } from 'vitest'
import { TRANSLATORS } from '#renderer/i18n/setup.ts'
import { Figures } from '#renderer/screens/shift/figures.tsx'
import { IN_SHIFT, TENGE } from '../../../e2e/preview/shifts.ts'

it('shows what an X report says: each kind with its count, and what is left of it', () => {
  const { shift } = IN_SHIFT.till
  if (!shift) throw new Error('an open shift')
  const text = renderToStaticMarkup(
    <I18nextProvider i18n={TRANSLATORS.en}>
      <Figures shift={shift} cash={TENGE} />
    </I18nextProvider>,
  )
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\s\u00a0]+/g, ' ')
  expect(text).toContain('Sales · 137 1,284.45 USDC')
  expect(text).toContain('Voids · 2 −14.27 USDC')
  // 1284.45 - 14.27 - 4.27
  expect(text).toContain('Net 1,265.91 USDC')
  expect(text).toContain('002-000211 to 002-000347')
  expect(text).toContain('Cash at the start 20,000 ₸')
})
