import { expect } from '@playwright/test'
import { test } from '../fixtures.ts'
import { closePanel, expectStates, openPanel, sell } from '../steps.ts'

const result = 'Paid, settles later'

test('a node that takes questions and never answers is no network', async ({ world, counter }) => {
  const { cashier, page } = counter
  world.gate.hang()
  await expect(cashier.status).toHaveText('Offline')
  await sell(counter, world, { result })
  await expect(cashier.status).toHaveText('Offline · 1 waiting · 4.27 USDC')
  const panel = await openPanel(counter)
  await expect(panel).toContainText('Go on selling: payments are kept and sent later.')
  await closePanel(counter)

  world.gate.behave()
  await expectStates(page, ['settled'])
  await expect(cashier.status).toHaveText('Online')
})

test('a web page instead of an answer means that somebody has to sign in, and selling goes on', async ({
  world,
  counter,
}) => {
  const { cashier, page } = counter
  world.gate.answerHtml()
  await expect(cashier.status).toHaveText('Sign in to the Wi-Fi')
  await sell(counter, world, { result })
  const panel = await openPanel(counter)
  await expect(panel).toContainText('The internet here wants somebody to sign in.')
  await counter.picture('network-fault')
  await closePanel(counter)

  world.gate.behave()
  await expectStates(page, ['settled'])
})

test('nothing is sent to a node of another chain', async ({ world, terminal }) => {
  world.gate.claimChain(1)
  const sentBefore = world.gate.calls('eth_sendRawTransaction')
  const counter = await terminal.open()
  const { cashier, page } = counter
  await expect(cashier.status).toHaveText('Network fault')
  await sell(counter, world, { result })
  await expect(cashier.status).toHaveText('Network fault · 1 waiting · 4.27 USDC')
  const panel = await openPanel(counter)
  await expect(panel).toContainText('The terminal is connected to the wrong network.')
  await closePanel(counter)
  expect(world.gate.calls('eth_sendRawTransaction')).toBe(sentBefore)

  world.gate.behave()
  await expectStates(page, ['settled'])
  await expect(cashier.status).toHaveText('Online')
})

test('a token that is not the configured one gets no payment', async ({ world, terminal }) => {
  await terminal.configure((config) => {
    config.money.domain.name = 'Another Coin'
  })
  const sentBefore = world.gate.calls('eth_sendRawTransaction')
  const counter = await terminal.open()
  const { cashier, page } = counter
  await expect(cashier.status).toHaveText('Network fault')
  await sell(counter, world, { result })
  const panel = await openPanel(counter)
  await expect(panel).toContainText('The token on the network is not the one set here.')
  await expectStates(page, ['accepted'])
  expect(world.gate.calls('eth_sendRawTransaction')).toBe(sentBefore)
})
