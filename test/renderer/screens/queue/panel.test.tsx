import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { expect, test } from 'vitest'
import { TRANSLATORS } from '#renderer/i18n/setup.ts'
import { Conditions } from '#renderer/screens/queue/conditions.tsx'
import { Payments } from '#renderer/screens/queue/payments.tsx'
import { fakeTerminal } from '../../../e2e/preview/fake-terminal.ts'
import { type Scene, snapshotOf } from '../../../e2e/preview/scenes.ts'

/** What the panel's body says in a scene, in English, without its markup. */
function textOf(scene: Scene): string {
  const snapshot = snapshotOf(scene, 'en')
  if (snapshot.phase !== 'ready') throw new Error(`${scene} is not ready`)
  const parts = { snapshot, terminal: fakeTerminal(snapshot) }
  const markup = renderToStaticMarkup(
    <I18nextProvider i18n={TRANSLATORS.en}>
      <Conditions {...parts} />
      <Payments {...parts} />
    </I18nextProvider>,
  )
  return markup.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
}

test('parked payments stand apart, with the reason, what to do, and how many are not listed', () => {
  const text = textOf('panel-parked')
  const parked = text.slice(text.indexOf('Will not be paid'), text.indexOf('Last payments'))
  expect(parked).toContain(
    'The customer has cancelled or used this payment. Take another card. If it has paid already',
  )
  expect(parked).toContain('from terminal aport-till-3')
  expect(parked.match(/Try again/g)).toHaveLength(2)
  expect(parked).toContain('and 12 more')
  expect(text.replace(parked, '')).not.toContain('Try again')
})

test('where nothing is parked there is no such heading', () => {
  expect(textOf('panel-online')).not.toContain('Will not be paid')
})

test('waiting payments beyond the list are counted, and a refused one says when it is tried again', () => {
  expect(textOf('panel-many')).toContain('and 4320 more')
  expect(textOf('panel-many')).toMatch(/turned down for now · tried again at \d\d:\d\d/)
})

test('an alarm names the moment once, and marks the payments', () => {
  const text = textOf('panel-alarm')
  expect(text).toContain('2 payments expire soon. The first has to settle by')
  expect(text.match(/The first has to settle by/g)).toHaveLength(1)
  expect(text.match(/ has to settle by /g)).toHaveLength(3)
})

test('the fee account is shown when it is known, and what to do when it is low', () => {
  const address = '0x2B5AD5c4795c026514f8317c7a215E218DcCD6cF'
  expect(textOf('panel-online')).toContain(`enough for about 240 payments. Fee account ${address}`)
  expect(textOf('panel-low-gas')).toContain('enough for about 12 payments. Ask the owner to top it up.')
  expect(textOf('panel-gas-too-low')).toContain('The fee account is nearly empty, so payments wait.')
  expect(textOf('panel-offline')).not.toContain('Fee account')
})

test('nodes are listed where there is a choice, each with how it does', () => {
  expect(textOf('panel-nodes')).toContain(
    'base-mainnet.primary-node.example.com:8545 wants fewer questions rpc.example.kz 84 ms',
  )
  expect(textOf('panel-online')).not.toContain('rpc.example.kz')
})

test('nobody is told that payments settle by themselves while something holds them back', () => {
  const promise = 'payments settle by themselves'
  expect(textOf('panel-online')).toContain(promise)
  for (const scene of ['panel-paused', 'panel-gas-too-low', 'panel-high-fees'] as const)
    expect(textOf(scene), scene).not.toContain(promise)
})

test('a wrong clock says by how much', () => {
  expect(textOf('panel-wrong-clock')).toContain('The clock is 2 h behind. CLOCK_WRONG')
})
