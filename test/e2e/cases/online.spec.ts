import { expect } from '@playwright/test'
import { paymentsOf } from '#simulator/kiosk-facts.ts'
import { test } from '../fixtures.ts'
import { expectStates, nobodySigns, sell } from '../steps.ts'

test('a payer that the token has blocked is told before they sign, and nothing is stored', async ({
  world,
  counter,
}) => {
  const { page, cashier } = counter
  const { address } = world.cards.get('Daniyar') ?? {}
  if (!address) throw new Error('a card with an account')
  await expect(cashier.status).toHaveText(/^Online/)
  await world.token.blacklist(address)
  try {
    await cashier.charge('4.27')
    const silence = nobodySigns(world)
    world.tap('Daniyar')
    await cashier.waitForResult('Not paid', 30_000)
    await silence
    world.remove()
    await expect(page.getByText('The token’s issuer has blocked one of the accounts.')).toBeVisible()
    expect(await paymentsOf(page)).toEqual([])
    await cashier.newSale()
  } finally {
    await world.token.unBlacklist(address)
  }
  await sell(counter, world, { card: 'Daniyar' })
  await expectStates(page, ['settled'])
})
