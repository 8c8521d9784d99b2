import { beforeEach, expect, test, vi } from 'vitest'
import { fail, ok } from '#src/result.ts'
import { counter, quiet, SIGNED } from './sale-counter.ts'

// There is no page to paint: taps are not measured here.
beforeEach(() => void vi.stubGlobal('requestAnimationFrame', () => 0))

test('a declined card that somebody lets pay pays the same sale', async () => {
  const answers = [fail('RISK_CARD_COUNT'), SIGNED]
  const { sale, screen, flows, bridge } = counter({
    'sale/authorize': () => answers.shift() ?? SIGNED,
    'sale/override': ({ approvalPin }) =>
      approvalPin === '081500' ? ok(undefined) : fail('STAFF_FORBIDDEN'),
  })
  sale.charge(5n)
  await quiet()
  expect(screen()).toMatchObject({ step: 'declined', error: { code: 'RISK_CARD_COUNT' } })

  expect(await sale.override('known-customer')).toMatchObject({ ok: false })
  expect(screen()).toMatchObject({ step: 'declined' })
  expect(await sale.override('known-customer', '081500')).toEqual(ok(undefined))
  await quiet()
  expect(screen()).toMatchObject({ step: 'accepted' })
  expect(flows).toContainEqual(
    expect.objectContaining({ step: 'card', stage: 'waiting', receipt: '001-000001', request: 'TPQ:0' }),
  )
  expect(bridge.callsOf('sale/open')).toHaveLength(1)
  expect(bridge.callsOf('sale/override').at(-1)).toEqual({
    saleId: 'sale 1',
    reason: 'known-customer',
    approvalPin: '081500',
  })
})

test('there is nothing to let pay while no card was declined', async () => {
  const { sale, bridge } = counter()
  expect(await sale.override('known-customer')).toMatchObject({ ok: false, error: { code: 'SALE_UNKNOWN' } })
  expect(bridge.callsOf('sale/override')).toEqual([])
})
