import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { describe, expect, it } from 'vitest'
import { TRANSLATORS } from '#renderer/i18n/setup.ts'
import { Ready } from '#renderer/screens/ready.tsx'
import type { Language } from '#src/language.ts'
import { fakeTerminal } from '../../../e2e/preview/fake-terminal.ts'
import { type Scene, snapshotOf } from '../../../e2e/preview/scenes.ts'

/** What the screen says, without its markup. */
function textOf(scene: Scene, language: Language = 'en'): string {
  const snapshot = snapshotOf(scene, language)
  if (snapshot.phase !== 'ready') throw new Error(`${scene} is not ready`)
  return renderToStaticMarkup(
    <I18nextProvider i18n={TRANSLATORS[language]}>
      <Ready snapshot={snapshot} terminal={fakeTerminal(snapshot)} />
    </I18nextProvider>,
  )
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\s\u00a0]+/g, ' ')
}

describe.each([
  { language: 'en', question: 'This card owes 120 ₸ from 15 Nov: pay now?', pay: 'Pay now' },
  { language: 'ru', question: 'За картой долг 120 ₸ от 15 ноября. Оплатить сейчас?', pay: 'Оплатить сейчас' },
  {
    language: 'kk',
    question: 'Картаның 15 қараша күнгі 120 ₸ қарызы бар. Қазір төлене ме?',
    pay: 'Қазір төлеу',
  },
] as const)('in $language', ({ language, question, pay }) => {
  it('asks whether what is owed is paid now', () => {
    const text = textOf('debt-asked', language)
    expect(text).toContain(question)
    expect(text).toContain(pay)
  })
})

it('shows what both come to, and never says that a sale has failed', () => {
  const text = textOf('debt-asked')
  expect(text).toContain('2,290 ₸')
  expect(text).toContain('With what is owed: 2,410 ₸')
  expect(text).not.toContain('Not paid')
  expect(textOf('debt-many')).toContain('Unpaid payments: 3')
})

it('without a network it cannot be paid, and there are other ways out', () => {
  const text = textOf('debt-offline')
  expect(text).toContain('This card owes 120 ₸ from 15 Nov')
  expect(text).not.toContain('Pay now')
  for (const way of ['Another card', 'Approve anyway', 'Back']) expect(text).toContain(way)
})

it('where nobody signs in nobody can let it pay', () => {
  expect(textOf('debt-asked')).not.toContain('Approve anyway')
})
