import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { expect } from '@playwright/test'
import { MASK } from '#main/config/mask.ts'
import { publicKeyText } from '#main/crypto/ed25519.ts'
import { TEST_GAS_KEY } from '#simulator/chain/test-keys.ts'
import { paymentsOf } from '#simulator/kiosk-facts.ts'
import type { Order } from '#src/fleet/command.ts'
import { readUplinked } from '#src/fleet/entry.ts'
import { commandSubject, outcomeSubject, STREAMS } from '#src/fleet/names.ts'
import { storedSubject } from '#src/fleet/partition.ts'
import { ok } from '#src/result.ts'
import { publishLayer } from '../../../cli/fleet/config.ts'
import { publishDenyList } from '../../../cli/fleet/deny-bucket.ts'
import { logs } from '../../../cli/fleet/logs.ts'
import { enrol } from '../../../cli/fleet/members.ts'
import { show } from '../../../cli/fleet/show.ts'
import type { Subcommand } from '../../../cli/fleet/subcommand.ts'
import { aCommand } from '../../fakes/command.ts'
import { denyListByEthers, OPERATOR } from '../../fakes/deny-list.ts'
import { testKey } from '../../fakes/payment.ts'
import { orderKey, sealedBy } from '../../fakes/sealed.ts'
import { must } from '../../fakes/wires.ts'
import { startBroker } from '../../support/nats.ts'
import { test } from '../fixtures.ts'
import { startWith } from '../launcher.ts'
import { leftWith, START_AGAIN } from '../left-with.ts'
import { expectStates } from '../steps.ts'
import { technicianAt } from '../technician.ts'
import { newKey, openChannel } from '../versions.ts'

const REASON = 'A new reader is put in; use gate 2 until noon.'
const KIOSK = { site: 'almaty-1', terminal: 'gate-07' }

test('a payment is left to the fleet until it gives it back, and the operator’s commands are obeyed', async ({
  world,
  terminal,
}) => {
  test.slow()
  const broker = await startBroker()
  const operator = orderKey()
  const fleetDir = join(terminal.dir, 'fleet')
  const credentials = must(
    await enrol(fleetDir, { role: 'terminal', site: KIOSK.site, name: KIOSK.terminal }),
  )
  const ours = must(await enrol(fleetDir, { role: 'operator', name: 'aigul' }))
  await writeFile(join(fleetDir, 'broker.json'), JSON.stringify({ servers: [broker.url], operator: ours }))
  const channel = await openChannel()
  const { privateKey: updateKey } = newKey()
  await terminal.configure((config) => {
    config.terminal.id = KIOSK.terminal
    config.fleet = {
      ...{ servers: [broker.url], site: KIOSK.site, credentials },
      ...{ operatorKeys: [operator.key], quietMinutes: 0 },
    }
    config.update = { url: channel.url, key: publicKeyText(updateKey) }
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
    const command = aCommand(order)
    const text = Buffer.from(sealedBy(operator.secret, command)).toString()
    await jetstream(settler).publish(commandSubject(KIOSK), text)
    return command.id
  }
  const run = async (subcommand: Subcommand, ...more: string[]) => {
    const done = await subcommand.run([KIOSK.site, KIOSK.terminal, '--in', '.', ...more], fleetDir)
    if (!('ok' in done)) throw new Error(done.why)
    return must(done)
  }
  /** Waits until `npm run fleet -- show` says that this became of a command. */
  const shows = async (end: string) => {
    const shown = async () => (await run(show)).replace(/\s+/g, ' ')
    await expect.poll(shown, { timeout: 60_000 }).toContain(`fleet-command by Aigul: ${end}`)
    return shown()
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
    // As under the launcher: only there are updates.
    startWith(terminal, { env: { TAPSYR_HOME: terminal.dir } })
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
    return second
  })

  await test.step('its diagnostics come to the operator byte for byte, without a secret', async () => {
    const sent = `send-logs ${await give({ type: 'send-logs' })} sent: 1 parts, SHA-256`
    const [, hash] = (await shows(sent)).split(`${sent} `)
    const out = join(fleetDir, 'gate-07.json')
    await run(logs, '--out', out)
    const text = await readFile(out, 'utf8')
    const digest = createHash('sha256').update(text).digest('hex')
    expect(hash).toMatch(new RegExp(`^${digest.slice(0, 16)}…`))
    expect(JSON.parse(text)).toMatchObject({
      config: { terminal: { id: KIOSK.terminal }, testGasKey: MASK },
      logFile: expect.arrayContaining([expect.stringContaining('fleet')]),
    })
    const seed = (await readFile(credentials, 'utf8')).trim()
    for (const secret of [TEST_GAS_KEY.slice(2), seed, payment.signature?.slice(2)])
      expect(text).not.toContain(secret ?? 'unsigned')
  })

  await test.step('told to update it looks, takes nothing that a stranger signed, and says what it found', async () => {
    const version = await again.app.evaluate(({ app }) => app.getVersion())
    const archive = Buffer.from('nobody comes for it')
    channel.offer('99.0.0', archive, newKey().privateKey)
    await shows(`update ${await give({ type: 'update' })} not done: UPDATE_SIGNATURE_INVALID`)
    channel.offer(version, archive, updateKey)
    await shows(`update ${await give({ type: 'update' })} done: what runs is the newest`)
  })

  await test.step('a restart comes when no payment is on its way', async () => {
    const left = leftWith(again)
    await give({ type: 'restart' })
    expect(await left).toBe(START_AGAIN)
  })
  channel.stop()
  await broker.close()
})
