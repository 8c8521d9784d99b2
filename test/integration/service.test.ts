import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bytesToHex } from '@noble/hashes/utils.js'
import { expect, onTestFinished, test } from 'vitest'
import { selectPaymentCard } from '#drivers/card/select.ts'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { emulatePn532 } from '#drivers/emulator/pn532.ts'
import { emulatePrinter } from '#drivers/emulator/printer.ts'
import { openPtyPair } from '#drivers/emulator/pty.ts'
import { openSerial } from '#drivers/link/serial.ts'
import { systemClock } from '#drivers/system-clock.ts'
import { accountOf } from '#main/chain/account.ts'
import { PLAIN } from '#main/config/signing.ts'
import { takeBug, writeBug } from '#main/crashes/bug-note.ts'
import { crashFolder } from '#main/crashes/crash-files.ts'
import { createWireLog } from '#main/devices/wire-log.ts'
import { noLayers } from '#main/fleet/layers.ts'
import { openGasKey } from '#main/keys/gas-key.ts'
import { openLedger } from '#main/ledger/ledger.ts'
import { startDevices } from '#main/modules/devices.ts'
import { createLogger } from '#main/modules/logger.ts'
import { startService } from '#main/modules/service.ts'
import { createClockTrust } from '#main/risk/clock-trust.ts'
import { NO_DENY_LISTS } from '#main/risk/deny-lists.ts'
import { openClosure } from '#main/sale/closure.ts'
import { openFaults } from '#main/service/faults.ts'
import { openLockOut } from '#main/staff/lock-out.ts'
import { hashPin } from '#main/staff/pins.ts'
import { configSchema } from '#src/config/schema.ts'
import type { Closure } from '#src/fleet/closure.ts'
import type { DeviceStates, EventName, Events } from '#src/ipc/contract.ts'
import { type EcdsaSignature, recoverInJavaScript } from '#src/payment/signature.ts'
import { fail, ok } from '#src/result.ts'
import { account, id } from '../fakes/accepted.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { someMetrics } from '../fakes/metrics.ts'
import { SERVICE_CASES, SERVICE_CHANNELS } from '../fakes/service-requests.ts'
import { trusting } from '../fakes/trust.ts'
import { must } from '../fakes/wires.ts'
import { startRpcServer, withResult } from '../main/chain/rpc-server.ts'
import { PRIVATE_KEY } from '../vectors/keycard.ts'

const NOTHING_MENDED = { page: 0, hung: 0, memory: 0, gpu: 0, helper: 0, program: 0, profile: 0 }

// Maintenance as main starts it, with a reader and a printer at the ends of real serial ports.

const clock = systemClock
const PIN = '2580'
/** A published test key of anvil's, for the simulator's chain only. */
const TEST_KEY = id(7)
const RPC_KEY = 'rpc-key-3f9a77'

const block = {
  number: '0x2a',
  hash: id(1),
  timestamp: '0x6553f100',
  baseFeePerGas: '0x7',
  gasLimit: '0x1c9c380',
}

async function node() {
  const server = await startRpcServer((request, response) => {
    const results: Record<string, unknown> = { eth_chainId: '0x7a69', eth_getBlockByNumber: block }
    response.end(withResult(request, results[request.method] ?? '0x0'))
  })
  onTestFinished(() => server.stop())
  return server
}

async function terminal(closed?: Closure) {
  const userData = emptyFolder()
  const closurePath = join(userData, 'closure.json')
  if (closed) writeFileSync(closurePath, JSON.stringify({ closure: closed }))
  const [readerCable, printerCable, server] = [
    must(await openPtyPair()),
    must(await openPtyPair()),
    await node(),
  ]
  const far = async (path: string) => must(await openSerial(path, { baudRate: 115_200 })())
  const chip = emulatePn532(await far(readerCable.device), { clock })
  const printer = emulatePrinter(await far(printerCable.device), { clock, columns: 48 })
  const configPath = join(userData, 'tapsyr.json')
  const json = {
    terminal: { id: 'lab-1', till: 1 },
    shop: { name: 'Lab', address: '', taxId: '' },
    languages: {},
    money: {
      asset: { symbol: 'USDC', decimals: 6 },
      domain: { name: 'USD Coin', version: '2', chainId: 31_337, verifyingContract: account(1) },
      payee: account(2),
    },
    chain: { rpcUrls: [`${server.url}/v2/${RPC_KEY}`] },
    devices: {
      reader: { driver: 'pn532', path: readerCable.host },
      printer: { wire: 'serial', path: printerCable.host, model: 'epson-80' },
      scanner: { wire: 'keyboard' },
    },
    service: { pin: await hashPin(PIN) },
    testGasKey: TEST_KEY,
  }
  writeFileSync(configPath, JSON.stringify(json))
  const config = configSchema.parse(json)
  const logger = createLogger({ write: () => undefined, now: clock.now })
  const { log } = logger
  const wires = createWireLog(clock.now)
  const changes = new Set<() => void>()
  const devices = startDevices(config.devices, {
    ...{ clock, wires, log },
    onStates: () => {
      for (const look of [...changes]) look()
    },
    terms: { shop: 'Lab', asset: config.money.asset, language: 'en' },
    secondScreen: { watch: () => () => undefined, open: () => expect.unreachable() },
  })
  const ledger = must(await openLedger(join(userData, 'journal'), { clock, randomBytes, log }))
  const gasKey = must(
    await openGasKey({
      path: join(userData, 'gas-key.json'),
      keyring: undefined,
      testKey: TEST_KEY,
      randomBytes,
    }),
  )
  const signatures: EcdsaSignature[] = []
  const sent: [EventName, unknown][] = []
  const bundle = join(userData, 'bundle.json')
  const restarts: string[] = []
  const service = await startService({
    ...{ config, configPath, userData, logger, wires, devices, ledger, gasKey, clock },
    version: '0.0.0',
    signing: PLAIN,
    layers: noLayers(config, null),
    updates: null,
    startedAt: clock.now(),
    recoveries: { all: () => [], totals: () => NOTHING_MENDED },
    faults: await openFaults(join(userData, 'faults.json'), { clock, log }),
    metrics: someMetrics(),
    dialogs: { save: async () => bundle, open: async () => undefined },
    power: { restart: () => restarts.push('restart'), shutDown: () => restarts.push('shut down') },
    terms: { payee: config.money.payee, domain: config.money.domain },
    chain: { endpoints: () => [], gasBalance: async () => ok(5n) },
    recover: recoverInJavaScript,
    async selectCard(field) {
      const card = await selectPaymentCard(field)
      if (!card.ok) return card
      const { value } = card
      return ok({
        ...value,
        async sign(digest: Uint8Array) {
          const signed = await value.sign(digest)
          if (signed.ok) signatures.push(signed.value)
          return signed
        },
      })
    },
    lock: { hold: () => true, letGo: () => undefined },
    lockOut: await openLockOut(join(userData, 'lock.json'), { clock, log }),
    settle: async () => undefined,
    closure: await openClosure({
      path: closurePath,
      onState: (closed) => void sent.push(['terminal/closed', closed]),
      log,
    }),
    denied: NO_DENY_LISTS,
    risk: {
      trust: trusting,
      clock: createClockTrust({ ledger, clock, toleranceMs: 300_000, log }),
    },
    otherKeys: [],
    send: <E extends EventName>(event: E, payload: Events[E]) => void sent.push([event, payload]),
  })
  onTestFinished(async () => {
    await devices.stop()
    await ledger.close()
    await Promise.all([readerCable.close(), printerCable.close()])
  })
  const until = (is: keyof DeviceStates, kind: string) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (devices.states()[is].kind !== kind) return
        changes.delete(look)
        resolve()
      }
      changes.add(look)
      look()
    })
  await Promise.all([until('reader', 'ready'), until('printer', 'ready')])
  const card = () => emulateKeycardCash({ privateKey: PRIVATE_KEY })
  const { handlers } = service
  return {
    ...{ userData, handlers, chip, printer, printerCable, ledger, logger, card, until, bundle },
    signatures,
    sent,
    restarts,
  }
}

const factsOf = async ({ ledger }: Pick<Awaited<ReturnType<typeof terminal>>, 'ledger'>) =>
  (await ledger.journal.since(0, 1000)).map(({ fact }) => fact)

test('nothing but the ways in is answered before somebody has come in', async () => {
  const { handlers } = await terminal()
  const open = [
    'service/state',
    'service/unlock',
    'service/unlock-by-card',
    'service/stop-waiting',
    'service/leave',
  ]
  for (const channel of SERVICE_CHANNELS) {
    if (channel.startsWith('setup/') || open.includes(channel)) continue
    const handler: unknown = Reflect.get(handlers, channel)
    if (typeof handler !== 'function') expect.unreachable(channel)
    else expect(await handler(SERVICE_CASES[channel].good), channel).toEqual(fail('SERVICE_LOCKED'))
  }
})

test('the way of a payment is walked with one that is worth nothing, and is no payment', async () => {
  const shop = await terminal()
  const { handlers, chip, printer, card, signatures, sent, userData } = shop
  must(await handlers['service/unlock']({ pin: PIN }))
  const testing = handlers['service/test']({ test: 'payment-path' })
  chip.place(card())
  const steps = must(await testing)
  expect(steps.map(({ step, code }) => [step, code])).toEqual([
    ...[
      ['find-card', null],
      ['read-card', null],
      ['sign', null],
      ['recover', null],
    ],
    ...[
      ['write', null],
      ['read-back', null],
      ['print', null],
    ],
  ])
  expect(sent.filter(([event]) => event === 'service/test-step')).toHaveLength(7)
  expect(printer.receipts).toHaveLength(1)
  expect(existsSync(join(userData, 'self-test.json'))).toBe(false)
  expect((await factsOf(shop)).map(({ type }) => type)).toEqual(['opened', 'noted', 'noted'])

  const records = must(await handlers['service/wire']({ after: 0 }))
  const heard = records.filter(({ direction }) => direction === 'in').map(({ hex }) => hex)
  expect(records.some(({ device }) => device === 'reader')).toBe(true)
  expect(heard.join('')).toContain('xxxxxxxx')
  const [signature] = signatures
  for (const secret of [signature?.r, signature?.s])
    expect(heard.join('')).not.toContain(bytesToHex(secret ?? new Uint8Array(1)))
}, 20_000)

test('a printer that is pulled out ends the test page with its code, and nothing else', async () => {
  const { handlers, printerCable, until } = await terminal()
  must(await handlers['service/unlock']({ pin: PIN }))
  const testing = handlers['service/test']({ test: 'print' })
  await printerCable.close()
  const steps = must(await testing)
  expect(['LINK_CLOSED', 'PRINTER_ABSENT', 'PRINTER_SILENT']).toContain(steps.at(-1)?.code)
  await until('printer', 'fault')
  expect(must(await handlers['service/test']({ test: 'journal' }))).toMatchObject([
    { step: 'verify-chain', code: null },
  ])
  const overview = must(await handlers['service/overview'](undefined))
  expect(overview.services.find(({ name }) => name === 'printer')).toMatchObject({
    state: 'failed',
    code: 'PRINTER_ABSENT',
  })
}, 20_000)

test('the test page has every code page, a picture and a QR code', async () => {
  const { handlers, printer } = await terminal()
  must(await handlers['service/unlock']({ pin: PIN }))
  const steps = must(await handlers['service/test']({ test: 'print' }))
  expect(steps.map(({ step, code }) => `${step} ${code}`)).toEqual([
    ...['page-kz1048 null', 'page-cp866 null', 'page-windows1251 null', 'page-drawn null', 'qr null'],
  ])
  expect(printer.receipts).toHaveLength(1)
  const { text } = printer.receipts[0] ?? { text: '' }
  expect(text).toContain('ӘәҒғҚқҢңӨөҰұҮүҺһІі')
  // In each of the three pages that have Russian letters; the drawn one is a picture.
  expect(text.match(/АБВГДЕЖЗИЙ абвгдежзий/g)).toHaveLength(3)
  expect(text).toContain('[QR TAPSYR SELF-TEST]')
  expect(must(await handlers['service/test']({ test: 'drawer' }))).toMatchObject([{ code: null }])
  expect(printer.drawerKicks).toBe(1)
}, 30_000)

test('devices say who they are, the scanner’s test takes what the page hands on, nodes are asked', async () => {
  const { handlers } = await terminal()
  must(await handlers['service/unlock']({ pin: PIN }))
  const reader = must(await handlers['service/device']({ device: 'reader' }))
  expect(reader.identity).toContainEqual(['firmware', 'PN532 1.6'])
  expect(Object.fromEntries(reader.counters)).toMatchObject({ opened: 1, lost: 0 })
  expect(must(await handlers['service/device']({ device: 'printer' })).identity).toContainEqual([
    'page',
    'rk1048',
  ])

  const scanning = handlers['service/test']({ test: 'scanner' })
  await Promise.resolve()
  while ((await handlers['service/scanned']({ text: 'TPA:1' })).ok) {
    const done = await Promise.race([scanning, new Promise((resolve) => setImmediate(resolve, undefined))])
    if (done !== undefined) break
  }
  expect(must(await scanning)).toMatchObject([{ step: 'scan', code: null, detail: 'TPA:1 (5)' }])

  expect(must(await handlers['service/network'](undefined)).endpoints).toMatchObject([
    { fault: null, chainId: 31_337, blockNumber: 42 },
  ])
})

test('diagnostics hold what a technician asks for, and no secret', async () => {
  const shop = await terminal()
  const { handlers, logger, bundle } = shop
  const { pin } =
    configSchema.parse(JSON.parse(readFileSync(join(bundle, '../tapsyr.json'), 'utf8'))).service ?? {}
  logger.log(`a line that should not be: ${TEST_KEY} https://user:hunter2@node.example/${RPC_KEY}?k=v ${pin}`)
  logger.log(`0x${'ab'.repeat(65)}`)
  writeBug(crashFolder(shop.userData), { at: 1, version: '0.0.0', stack: `Error: ${TEST_KEY}` })
  await takeBug(crashFolder(shop.userData))
  must(await handlers['service/unlock']({ pin: PIN }))
  expect(await handlers['service/export-diagnostics'](undefined)).toEqual(ok('bundle.json'))
  const text = readFileSync(bundle, 'utf8')
  const secrets = [TEST_KEY, TEST_KEY.slice(2), RPC_KEY, 'hunter2', pin ?? '', 'scrypt$', 'ab'.repeat(64)]
  for (const secret of secrets) expect(text).not.toContain(secret)
  expect(JSON.parse(text)).toMatchObject({
    version: '0.0.0',
    config: { money: { payee: account(2) }, testGasKey: '•••' },
    overview: { terminalId: 'lab-1' },
    keys: [{ address: accountOf(TEST_KEY).address }],
    log: expect.any(Array),
    faults: expect.any(Array),
    storage: expect.objectContaining({ segments: 1, crashes: 1, lastCrashAt: expect.any(Number) }),
    crashes: [{ kind: 'bug', bug: { version: '0.0.0', stack: 'Error: •••' } }],
    metrics: expect.arrayContaining([expect.stringContaining('tapsyr_build_info{')]),
    decisions: expect.any(Array),
    logFile: expect.any(Array),
  })
  expect(await factsOf(shop)).toContainEqual(
    expect.objectContaining({ type: 'noted', what: 'diagnostics-exported', detail: 'bundle.json' }),
  )
})

test('restarting needs the PIN again, and is written down first', async () => {
  const shop = await terminal()
  const { handlers, restarts } = shop
  must(await handlers['service/unlock']({ pin: PIN }))
  expect(await handlers['service/restart']({ pin: '0001' })).toEqual(fail('STAFF_PIN_WRONG'))
  expect(await handlers['service/restart']({ pin: PIN })).toEqual(ok())
  await expect.poll(() => restarts).toEqual(['restart'])
  const notes = (await factsOf(shop)).flatMap((fact) => (fact.type === 'noted' ? fact.what : []))
  expect(notes).toEqual(expect.arrayContaining(['service-opened', 'service-refused', 'restarted']))
})

test('a technician puts a terminal back in service that the operator has closed, and is noted', async () => {
  const shop = await terminal({ reason: 'New reader', by: 'Aigul', at: 1 })
  const { handlers, sent } = shop
  must(await handlers['service/unlock']({ pin: PIN }))
  expect(await handlers['service/back-in-service']({ pin: '0001' })).toEqual(fail('STAFF_PIN_WRONG'))
  expect(sent).not.toContainEqual(['terminal/closed', null])
  expect(await handlers['service/back-in-service']({ pin: PIN })).toEqual(ok())
  expect(sent).toContainEqual(['terminal/closed', null])
  expect(await factsOf(shop)).toContainEqual({
    ...{ type: 'noted', what: 'back-in-service', detail: 'closed by Aigul: New reader' },
    by: { id: 'technician', name: 'Technician' },
  })
})
