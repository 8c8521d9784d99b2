import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { expect, it } from 'vitest'
import { TRANSLATORS } from '#renderer/i18n/setup.ts'
import { Ready } from '#renderer/screens/ready.tsx'
import type { ReadySnapshot } from '#renderer/view.ts'
import { fakeTerminal } from '../../../e2e/preview/fake-terminal.ts'
import { CLOSED } from '../../../e2e/preview/payments.ts'
import { type Scene, snapshotOf } from '../../../e2e/preview/scenes.ts'

/** What the screen says of a scene once the operator has taken the terminal out of service. */
function textOf(scene: Scene, changes: Partial<ReadySnapshot> = { closed: CLOSED }): string {
  const snapshot = snapshotOf(scene, 'en')
  if (snapshot.phase !== 'ready') throw new Error(`${scene} is not ready`)
  const shown = { ...snapshot, ...changes }
  return renderToStaticMarkup(
    <I18nextProvider i18n={TRANSLATORS.en}>
      <Ready snapshot={shown} terminal={fakeTerminal(shown)} />
    </I18nextProvider>,
  )
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\s\u00a0]+/g, ' ')
}

it.each<[Scene, string]>([
  ['counter', 'Enter the amount'],
  ['shift-x', 'Enter the amount'],
  ['order-basket', 'Choose goods'],
])('%s: nothing can be charged, and why', (scene, asks) => {
  expect(textOf(scene, {})).toContain(asks)
  const text = textOf(scene)
  expect(text).not.toContain(asks)
  expect(text).toContain(CLOSED.reason)
  expect(text).toContain('Out of service')
  expect(text).toContain('Maintenance')
})

it('a cashier finds payments and the shift where they always are, and can sign out', () => {
  const text = textOf('shift-x')
  for (const word of ['Today', 'Shift', 'Help', 'Айгүл Сейітқали']) expect(text).toContain(word)
})

it('where no shift is open, none is asked for in order to sell', () => {
  expect(textOf('shift-open', {})).toContain('Open shift 42')
  const text = textOf('shift-open')
  expect(text).not.toContain('Open shift')
  expect(text).toContain(CLOSED.reason)
})

it('who comes to it can sign in, and reads first that it is closed', () => {
  const text = textOf('sign-in')
  expect(text).toContain(CLOSED.reason)
  expect(text).toContain('Enter your PIN for your shift and payments')
  expect(text.indexOf('Out of service')).toBeLessThan(text.indexOf('Enter your PIN'))
})

it('the result of the sale that was open is read first', () => {
  const text = textOf('paid')
  expect(text).toContain('Paid')
  expect(text).not.toContain(CLOSED.reason)
})
