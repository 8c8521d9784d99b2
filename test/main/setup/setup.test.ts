import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { systemClock } from '#drivers/system-clock.ts'
import { loadConfig, readConfigFile } from '#main/config/load.ts'
import { lastGoodPath } from '#main/config/paths.ts'
import { openSigning, PLAIN, type Signing } from '#main/config/signing.ts'
import { noLayers } from '#main/fleet/layers.ts'
import { createLogger } from '#main/modules/logger.ts'
import { brokenHandlers } from '#main/modules/out-of-service.ts'
import { openFaults } from '#main/service/faults.ts'
import { configFrom, suggestId } from '#main/setup/proposal.ts'
import { isFirstStart } from '#main/setup/setup.ts'
import { hashPin } from '#main/staff/pins.ts'
import { fail, ok } from '#src/result.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { someMetrics } from '../../fakes/metrics.ts'
import { anOperator } from '../../fakes/operator.ts'
import { PROPOSAL, PROPOSAL_NODES } from '../../fakes/service-requests.ts'

async function start(
  prepare: (userData: string, path: string) => void | Promise<void> = () => undefined,
  signing: Signing = PLAIN,
) {
  const userData = emptyFolder()
  const path = join(userData, 'tapsyr.json')
  await prepare(userData, path)
  const file = await readConfigFile(path, signing)
  const ends: string[] = []
  const logger = createLogger({ write: () => undefined, now: Date.now })
  const error = fail('CONFIG_INVALID', 'why').error
  const stick = join(userData, 'stick.json')
  const handlers = await brokenHandlers({
    ...{ file, signing, error, userData, logger, configPath: path, clock: systemClock },
    updates: null,
    layers: noLayers(file.config, null),
    ...{ version: '0.0.0', startedAt: 0, send: () => undefined, hasSecondScreen: () => false },
    faults: await openFaults(join(userData, 'faults.json'), { clock: systemClock, log: logger.log }),
    metrics: someMetrics(),
    dialogs: { open: async () => stick, save: async () => join(userData, 'bundle.json') },
    power: { restart: () => ends.push('restart'), shutDown: () => ends.push('shut down') },
  })
  return { userData, path, stick, handlers, ends }
}

test('a terminal that was never set up asks to be, and starts with what it was told', async () => {
  const { path, handlers, ends } = await start()
  expect(await handlers['terminal/start'](undefined)).toMatchObject(fail('SETUP_NEEDED'))
  expect(await handlers['service/state'](undefined)).toMatchObject(fail('SETUP_NEEDED'))
  expect(await handlers['setup/state'](undefined)).toMatchObject(ok({ needed: true }))
  const wrong = { ...PROPOSAL, payee: '0x1234', servicePin: '12' }
  const problems = await handlers['setup/propose'](wrong)
  expect(problems).toMatchObject(ok([{ path: 'service.pin' }, { path: 'money.payee' }]))
  const unseen = await handlers['setup/propose']({ ...PROPOSAL, devices: { reader: 'pn532 9-9:1.0' } })
  expect(unseen).toMatchObject(ok([{ path: 'devices.reader', kind: 'choice' }]))
  expect(existsSync(path)).toBe(false)

  const chosen = { ...PROPOSAL, devices: { scanner: 'none' } }
  expect(await handlers['setup/propose'](chosen)).toEqual(ok([]))
  await expect.poll(() => ends).toEqual(['restart'])
  expect(await loadConfig(path)).toMatchObject(
    ok({ money: { payee: PROPOSAL.payee.toLowerCase() }, devices: { scanner: { wire: 'none' } } }),
  )
  expect(readFileSync(path, 'utf8')).not.toContain(`"${PROPOSAL.servicePin}"`)
  expect(await handlers['setup/propose'](PROPOSAL)).toMatchObject(fail('SERVICE_LOCKED'))
})

test('one that has sold, or was set up, is never set up by a stranger', async () => {
  const sold = await start((userData) => void mkdirSync(join(userData, 'journal')))
  const wasSetUp = await start((userData) => writeFileSync(lastGoodPath(userData), '{}'))
  for (const { userData, path, handlers } of [sold, wasSetUp]) {
    expect(isFirstStart(await readConfigFile(path), userData)).toBe(false)
    expect(await handlers['terminal/start'](undefined)).toMatchObject(fail('CONFIG_INVALID'))
    expect(await handlers['setup/state'](undefined)).toMatchObject(ok({ needed: false }))
    expect(await handlers['setup/propose'](PROPOSAL)).toEqual(fail('SERVICE_LOCKED'))
    expect(await handlers['setup/check-nodes'](PROPOSAL_NODES)).toEqual(fail('SERVICE_LOCKED'))
    expect(await handlers['setup/devices'](undefined)).toEqual(fail('SERVICE_LOCKED'))
    expect(existsSync(path)).toBe(false)
    // And no PIN is known that would open maintenance.
    expect(await handlers['service/state'](undefined)).toMatchObject(ok({ opensBy: 'nothing' }))
    expect(await handlers['service/unlock']({ pin: '0000' })).toMatchObject(fail('SERVICE_LOCKED'))
    expect(await handlers['service/load-config'](undefined)).toEqual(fail('SERVICE_LOCKED'))
  }
})

test('a broken file is mended by whoever knows a PIN of the last good one', async () => {
  const { text } = await configFrom(PROPOSAL)
  const { path, stick, handlers, ends } = await start((userData, at) => {
    writeFileSync(lastGoodPath(userData), text)
    writeFileSync(at, '{"money": 1}')
  })
  expect(await handlers['service/state'](undefined)).toMatchObject(
    ok({ opensBy: 'pin', terminal: 'out-of-service' }),
  )
  expect(await handlers['service/unlock']({ pin: '0000' })).toEqual(fail('STAFF_PIN_WRONG'))
  expect(await handlers['service/unlock']({ pin: PROPOSAL.servicePin })).toMatchObject({ ok: true })
  expect(await handlers['service/overview'](undefined)).toMatchObject(fail('CONFIG_INVALID'))
  const config = await handlers['service/config'](undefined)
  expect(config).toMatchObject(
    ok({ problems: expect.arrayContaining([{ path: 'money', kind: 'type', text: expect.any(String) }]) }),
  )

  writeFileSync(stick, text)
  const looked = await handlers['service/load-config'](undefined)
  const id = looked.ok ? (looked.value?.id ?? '') : ''
  expect(await handlers['service/apply-config']({ id, pin: '0000' })).toEqual(fail('STAFF_PIN_WRONG'))
  expect(await handlers['service/apply-config']({ id, pin: PROPOSAL.servicePin })).toEqual(ok())
  expect(readFileSync(path, 'utf8')).toBe(text)
  await expect.poll(() => ends).toEqual(['restart'])
})

test('one whose operator signs is not set up here, and opened only by what they have signed', async () => {
  const operator = anOperator()
  const operatorPath = join(emptyFolder(), 'operator.json')
  operator.pin(operatorPath)
  const signing = await openSigning({ operator: operatorPath, userData: emptyFolder() })
  const fresh = await start(undefined, signing)
  expect(await fresh.handlers['setup/state'](undefined)).toMatchObject(ok({ needed: false }))
  expect(await fresh.handlers['setup/propose'](PROPOSAL)).toEqual(fail('SERVICE_LOCKED'))
  expect(existsSync(fresh.path)).toBe(false)
  expect(await fresh.handlers['service/state'](undefined)).toMatchObject(ok({ opensBy: 'nothing' }))

  const { text } = await configFrom(PROPOSAL)
  const strangers = await configFrom({ ...PROPOSAL, servicePin: '4321' })
  const { handlers } = await start((userData, at) => {
    operator.put(lastGoodPath(userData), JSON.stringify({ ...JSON.parse(text), signed: { version: 1 } }))
    writeFileSync(at, strangers.text)
  }, signing)
  expect(await handlers['service/unlock']({ pin: '4321' })).toEqual(fail('STAFF_PIN_WRONG'))
  expect(await handlers['service/unlock']({ pin: PROPOSAL.servicePin })).toMatchObject({ ok: true })
  expect(await handlers['service/config'](undefined)).toMatchObject(
    ok({ signature: { refused: { code: 'CONFIG_UNSIGNED' } }, problems: [] }),
  )
})

test('a good file whose journal is unreadable is served by its own PINs', async () => {
  const { text } = await configFrom({ ...PROPOSAL, servicePin: '4321' })
  const { handlers } = await start((userData, at) => {
    writeFileSync(lastGoodPath(userData), 'older')
    writeFileSync(at, text)
  })
  expect(await handlers['service/unlock']({ pin: '4321' })).toMatchObject({ ok: true })
  expect(await handlers['service/storage'](undefined)).toMatchObject({ ok: true })
})

test('suggested names differ', async () => {
  expect(suggestId()).toMatch(/^tapsyr-[0-9a-f]{10}$/)
  expect(suggestId()).not.toBe(suggestId())
  expect(await hashPin('1')).not.toBe(await hashPin('1'))
})
