import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { createUser } from '@nats-io/nkeys'
import { expect } from '@playwright/test'
import { paymentsOf } from '#simulator/kiosk-facts.ts'
import type { Order } from '#src/fleet/command.ts'
import { readUplinked } from '#src/fleet/entry.ts'
import { commandSubject, outcomeSubject, STREAMS } from '#src/fleet/names.ts'
import { storedSubject } from '#src/fleet/partition.ts'
import { ok } from '#src/result.ts'
import { publishLayer } from '../../../cli/fleet/config.ts'
import { publishDenyList } from '../../../cli/fleet/deny-bucket.ts'
import { aCommand } from '../../fakes/command.ts'
import { denyListByEthers, OPERATOR } from '../../fakes/deny-list.ts'
import { testKey } from '../../fakes/payment.ts'
import { orderKey, sealedBy } from '../../fakes/sealed.ts'
import { startBroker } from '../../support/nats.ts'
import { test } from '../fixtures.ts'
import { expectStates } from '../steps.ts'
import { technicianAt } from '../technician.ts'

const REASON = 'A new reader is put in; use gate 2 until noon.'
const KIOSK = { site: 'almaty-1', terminal: 'gate-07' }

test('a payment is left to the fleet until it gives it back, and the operator’s commands are obeyed', async ({
  world,
  terminal,
}) => {
  test.slow()
  const broker = await startBroker()
  const operator = orderKey()
  const credentials = join(terminal.dir, 'gate-07.nk')
  await writeFile(credentials, createUser().getSeed())
  await chmod(credentials, 0o600)
  await terminal.configure((config) => {
    config.terminal.id = KIOSK.terminal
    config.fleet = {
      ...{ servers: [broker.url], site: KIOSK.site, credentials },
      ...{ operatorKeys: [operator.key], quietMinutes: 0 },
    }
    config.risk = { denyList: { source: 'fleet:city', operators: [OPERATOR] } }
  })
  const { kiosk, cashier, page } = await terminal.open()
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

  const technician = technicianAt(kiosk, 'en')
  const give = async (order: Order) => {
    const text = Buffer.from(sealedBy(operator.secret, aCommand(order))).toString()
    await jetstream(settler).publish(commandSubject(KIOSK), text)
  }
  const closed = page.getByRole('alert').filter({ hasText: REASON })

  await test.step('out of service: the sale that is open ends, and none begins', async () => {
    await cashier.newSale()
    await cashier.charge('1.00')
    await give({ type: 'out-of-service', reason: REASON })
    await expect.poll(technician.notes, { timeout: 60_000 }).toContainEqual(expect.stringContaining(REASON))
    world.tap('Aigerim')
    await cashier.waitForResult('Paid')
    world.remove()
    // The result goes away by itself.
    await expect(closed.getByRole('heading', { name: 'Out of service' })).toBeVisible({ timeout: 60_000 })
    await expect(closed).toContainText('Use another terminal meanwhile.')
    await expect(page.getByRole('button', { name: /^Charge/ })).toBeHidden()
    const opened = await page.evaluate(() => window.tapsyr.call('sale/open', { units: 1_000_000n }))
    expect(opened).toMatchObject({ ok: false, error: { code: 'TERMINAL_CLOSED' } })
  })

  await test.step('in service again it sells', async () => {
    await give({ type: 'in-service' })
    await cashier.waitForCounter(60_000)
    await expectStates(page, ['settled', 'accepted'])
  })

  const again = await test.step('a layer of configuration restarts it when nobody is there', async () => {
    const patch = { languages: { screen: 'ru' }, shop: { name: 'Aport' } }
    const layer = { place: { level: 'site', site: KIOSK.site }, patch, against: null } as const
    await technician.restartsAfter(async () => {
      const put = await publishLayer(settler, layer, async (content) =>
        ok(Buffer.from(sealedBy(operator.secret, content)).toString()),
      )
      expect(put).toMatchObject({ ok: true })
    })
    const second = await terminal.launch()
    await expect(second.page.getByRole('heading', { name: 'Aport' })).toBeVisible({ timeout: 60_000 })
    const there = technicianAt(second, 'ru')
    await there.comeIn('0000', 'simulator')
    await there.go('configuration')
    const layers = second.page.locator('.config-layers')
    await expect(layers).toContainText('Площадкаверсия 1')
    await expect(layers.getByRole('row', { name: /shop\.name/ })).toContainText('"Aport"')
    await second.page.screenshot({ path: test.info().outputPath('layers.png') })
    expect(await there.notes()).toContain('fleet-layer site.almaty-1 version 1 taken')
    await there.button('service.leave').click()
    return there
  })

  await test.step('a restart comes when no payment is on its way', () =>
    again.restartsAfter(() => give({ type: 'restart' })))
  await broker.close()
})
