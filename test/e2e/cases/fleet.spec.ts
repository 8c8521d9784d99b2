import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { createUser } from '@nats-io/nkeys'
import { expect } from '@playwright/test'
import { paymentsOf } from '#simulator/kiosk-facts.ts'
import { readUplinked } from '#src/fleet/entry.ts'
import { outcomeSubject, STREAMS } from '#src/fleet/names.ts'
import { storedSubject } from '#src/fleet/partition.ts'
import { publishDenyList } from '../../../cli/fleet/deny-bucket.ts'
import { denyListByEthers, OPERATOR } from '../../fakes/deny-list.ts'
import { testKey } from '../../fakes/payment.ts'
import { startBroker } from '../../support/nats.ts'
import { test } from '../fixtures.ts'
import { expectStates } from '../steps.ts'

const KIOSK = { site: 'almaty-1', terminal: 'gate-07' }

test('a payment goes to the fleet and is left to it, until the fleet gives it back', async ({
  world,
  terminal,
}) => {
  const broker = await startBroker()
  const credentials = join(terminal.dir, 'gate-07.nk')
  await writeFile(credentials, createUser().getSeed())
  await chmod(credentials, 0o600)
  await terminal.configure((config) => {
    config.terminal.id = KIOSK.terminal
    config.fleet = { servers: [broker.url], site: KIOSK.site, credentials }
    config.risk = { denyList: { source: 'fleet:city', operators: [OPERATOR] } }
  })
  const { cashier, page } = await terminal.open()
  const settler = await broker.connect()
  const { direct } = await jetstreamManager(settler)
  const lastEntry = async () => {
    const found = await direct.getMessage(STREAMS.journal, { last_by_subj: storedSubject(KIOSK) })
    return readUplinked(found?.string() ?? '')?.entry.fact
  }
  await expect.poll(async () => (await lastEntry())?.type, { timeout: 60_000 }).toBeDefined()

  // Signed by a stranger: the operator hears of it by the journal.
  await publishDenyList(settler, 'city', denyListByEthers({ version: 1 }, testKey(78)))
  await expect.poll(lastEntry, { timeout: 60_000 }).toMatchObject({
    type: 'noted',
    what: 'fleet-list',
    detail: expect.stringContaining('city: DENY_LIST_SIGNER_UNKNOWN'),
  })

  await cashier.charge('2.50')
  world.tap('Aigerim')
  await cashier.waitForResult('Paid')
  world.remove()
  await expect.poll(async () => (await lastEntry())?.type, { timeout: 60_000 }).toBe('accepted')
  const [payment] = await paymentsOf(page)
  if (!payment) throw new Error('no payment')
  expect(payment.state).toBe('accepted')
  expect(await lastEntry()).toMatchObject({ payment: { authorization: { nonce: payment.id } } })

  const outcome = { type: 'declined', ids: [payment.id], code: 'TOKEN_WRONG' }
  await jetstream(settler).publish(outcomeSubject(KIOSK), JSON.stringify({ v: 1, outcome }))
  await expectStates(page, ['settled'])
  await expect.poll(async () => (await lastEntry())?.type, { timeout: 60_000 }).toBe('settled')
  await broker.close()
})
