import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect, nkeyAuthenticator } from '@nats-io/transport-node'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import type { Order } from '#src/fleet/command.ts'
import { commandSubject, consumerName, inboxPrefix, logsSubject, STREAMS } from '#src/fleet/names.ts'
import { fail, type Result } from '#src/result.ts'
import { withBroker } from '../../cli/fleet/broker.ts'
import { command, commandsFor, giveCommands } from '../../cli/fleet/command.ts'
import { logs, readBundle } from '../../cli/fleet/logs.ts'
import { enrol } from '../../cli/fleet/members.ts'
import { makeKey } from '../../cli/operator-key.ts'
import { makeStreams } from '../../settler/streams.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { orderKey, sealedBy } from '../fakes/sealed.ts'
import { must } from '../fakes/wires.ts'
import { KIOSK, openKiosk } from '../main/fleet/kiosk.ts'
import { type FleetServer, startFleetServer } from '../support/fleet-server.ts'

/** Commands and logs between an operator and a terminal, in a real server with the rights that both have there. */
const PATIENCE = { timeout: 60_000, interval: 20 }
const folder = emptyFolder()
const KEY = orderKey()
const OTHER = { ...KIOSK, terminal: 'gate-08' }
let server: FleetServer

beforeAll(async () => {
  await enrol(folder, { role: 'settler', name: 'north' })
  await enrol(folder, { role: 'operator', name: 'dana' })
  for (const { site, terminal } of [KIOSK, OTHER])
    await enrol(folder, { role: 'terminal', site, name: terminal })
  server = await startFleetServer(folder)
  const broker = { servers: [server.url], ca: 'cert.pem', operator: 'keys/operator.dana.nk' }
  writeFileSync(join(folder, 'broker.json'), JSON.stringify(broker))
  const settler = await enter('settler.north')
  await makeStreams(settler)
  await settler.close()
})
afterAll(() => server?.stop())

const secretPath = (name: string) => join(folder, 'keys', `${name}.nk`)
const enter = (name: string, inbox?: string) =>
  connect({
    servers: server.url,
    tls: { caFile: server.ca },
    authenticator: nkeyAuthenticator(readFileSync(secretPath(name))),
    reconnect: false,
    ...(inbox !== undefined && { inboxPrefix: inbox }),
  })

const seal = (content: object) => Buffer.from(sealedBy(KEY.secret, content)).toString()
const give = (...orders: Order[]): Promise<Result<string>> =>
  withBroker(folder, (connection) => {
    const commands = orders.flatMap((order) =>
      commandsFor({ order, by: 'Dana', hours: 1 }, [KIOSK], Date.now()),
    )
    return giveCommands(connection, commands, seal)
  })

async function kiosk(diagnostics = async () => 'logs', operatorKey = KEY.key) {
  const opened = await openKiosk({
    ...{ folder: emptyFolder(), url: server.url, operatorKeys: [operatorKey], diagnostics },
    more: { credentials: secretPath(`${KIOSK.site}.${KIOSK.terminal}`), ca: server.ca },
  })
  onTestFinished(() => opened.stop())
  return opened
}

test('an operator’s commands reach the terminal, and its logs the operator, byte for byte', async () => {
  const diagnostics = `${randomBytes(400_000).toString('hex')} Қазақша`
  const one = await kiosk(async () => diagnostics)
  const given = await give(
    { type: 'out-of-service', reason: 'New reader' },
    { type: 'send-logs' },
    { type: 'restart' },
  )
  expect(must(given).split('\n')).toEqual([
    expect.stringMatching(/^almaty-1\/gate-07 {2}out-of-service {2}0x[0-9a-f]{32} {2}until 20/),
    expect.stringContaining('send-logs'),
    expect.stringContaining('restart'),
  ])
  await vi.waitFor(() => expect(one.closed()).toMatchObject({ reason: 'New reader', by: 'Dana' }), PATIENCE)
  await vi.waitFor(() => expect(one.restarts()).toBe(1), PATIENCE)
  await vi.waitFor(async () => expect((await one.notes()).join()).toContain('sent: 2 parts'), PATIENCE)
  const bundle = must(await withBroker(folder, (connection) => readBundle(connection, KIOSK)))
  expect(Buffer.from(bundle.bytes).toString()).toBe(diagnostics)
  expect(one.faults).toEqual([])
})

test('by the command line all of a site are told, each by a command of its own, and logs become a file', async () => {
  vi.stubEnv('TAPSYR_SIGNING_PASSPHRASE', 'eight letters')
  onTestFinished(() => void vi.unstubAllEnvs())
  const keyboard = { env: process.env, input: process.stdin, output: process.stderr }
  const key = must(await makeKey(join(folder, 'operator.key'), keyboard))
  const one = await kiosk(async () => 'what happened', key)
  const rest = ['--key', 'operator.key', '--by', 'Dana', '--in', '.']
  const given = await command.run(['--site', KIOSK.site, 'send-logs', ...rest], folder)
  const told = 'ok' in given ? must(given).split('\n') : []
  expect(told).toEqual([
    expect.stringMatching(/^almaty-1\/gate-07 {2}send-logs {2}0x/),
    expect.stringMatching(/^almaty-1\/gate-08 {2}send-logs {2}0x/),
  ])
  await vi.waitFor(async () => expect((await one.notes()).join()).toContain('sent: 1 parts'), PATIENCE)
  const asked = [KIOSK.site, KIOSK.terminal, '--out', 'logs.json', '--in', '.']
  expect(await logs.run(asked, folder)).toMatchObject({ ok: true })
  expect(readFileSync(join(folder, 'logs.json'), 'utf8')).toBe('what happened')
  // What is there is not written over.
  expect(await logs.run(asked, folder)).toMatchObject(fail('FILE_WRITE_FAILED'))
  const nobody = await command.run(['--site', 'almaty-9', 'restart', ...rest], folder)
  expect(nobody).toMatchObject(fail('CONFIG_INVALID', 'no terminal of almaty-9 is enrolled'))
})

test('of a terminal that has sent nothing there is nothing to read', async () => {
  expect(await withBroker(folder, (connection) => readBundle(connection, OTHER))).toMatchObject(
    fail('FILE_READ_FAILED'),
  )
})

test('with a stolen terminal’s credentials nobody gives a command, reads another’s, or sends another’s logs', async () => {
  const thief = await enter(`${KIOSK.site}.${KIOSK.terminal}`, inboxPrefix(KIOSK))
  const say = (subject: string) => jetstream(thief).publish(subject, 'x', { timeout: 2000 })
  for (const whose of [KIOSK, OTHER]) await expect(say(commandSubject(whose))).rejects.toThrow('Permissions')
  await expect(say(logsSubject(OTHER))).rejects.toThrow('Permissions')
  const { consumers, streams } = await jetstreamManager(thief, { checkAPI: false })
  const reading = { durable_name: consumerName(OTHER), filter_subject: commandSubject(OTHER) }
  await expect(consumers.add(STREAMS.commands, reading)).rejects.toThrow('Permissions')
  const sly = { durable_name: consumerName(KIOSK), filter_subject: commandSubject(OTHER) }
  await expect(consumers.add(STREAMS.commands, sly)).rejects.toThrow('Permissions')
  await expect(streams.getMessage(STREAMS.logs, { seq: 1 })).rejects.toThrow()
  await expect(streams.purge(STREAMS.commands)).rejects.toThrow()
  await thief.close()
})

test('an operator whose key the terminal does not trust only has it noted', async () => {
  const one = await kiosk()
  const before = (await one.notes()).length
  const stranger = orderKey()
  const given = await withBroker(folder, (connection) =>
    giveCommands(
      connection,
      commandsFor({ order: { type: 'restart' }, by: 'Dana', hours: 1 }, [KIOSK], Date.now()),
      (content) => Buffer.from(sealedBy(stranger.secret, content)).toString(),
    ),
  )
  must(given)
  await vi.waitFor(async () => expect((await one.notes()).length).toBeGreaterThan(before), PATIENCE)
  expect((await one.notes()).at(-1)).toBe('refused: FLEET_SIGNATURE_INVALID')
  expect(one.restarts()).toBe(0)
})
