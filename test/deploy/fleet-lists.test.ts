import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jetstream } from '@nats-io/jetstream'
import { Kvm } from '@nats-io/kv'
import { connect, type NatsConnection, nkeyAuthenticator } from '@nats-io/transport-node'
import { concatBytes } from '@noble/hashes/utils.js'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { systemClock } from '#drivers/system-clock.ts'
import { readKey } from '#main/fleet/bucket.ts'
import { startRates } from '#main/rates/rates.ts'
import { openDenyLists } from '#main/risk/deny-lists.ts'
import { pricesSchema } from '#src/config/prices.ts'
import { BUCKETS, inboxPrefix, keySubject, listChangeKey, listHeadKey } from '#src/fleet/names.ts'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { withBroker } from '../../cli/fleet/broker.ts'
import { publishDenyList } from '../../cli/fleet/deny-bucket.ts'
import { listSeen } from '../../cli/fleet/list.ts'
import { enrol, listMembers } from '../../cli/fleet/members.ts'
import { publishRate } from '../../cli/fleet/rate.ts'
import { show } from '../../cli/fleet/show.ts'
import { makeStreams } from '../../settler/streams.ts'
import { account } from '../fakes/accepted.ts'
import { denyListByEthers, OPERATOR } from '../fakes/deny-list.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { judgedInto } from '../fakes/judged.ts'
import { testKey } from '../fakes/payment.ts'
import { orderKey, sealedBy } from '../fakes/sealed.ts'
import { must } from '../fakes/wires.ts'
import { KIOSK, openKiosk } from '../main/fleet/kiosk.ts'
import { type FleetServer, startFleetServer } from '../support/fleet-server.ts'

/** Lists and rates from the operator's command to a terminal, in a real server with the rights that both have there. */
const PATIENCE = { timeout: 60_000, interval: 20 }
const folder = emptyFolder()
const KEY = orderKey()
let server: FleetServer

beforeAll(async () => {
  await enrol(folder, { role: 'settler', name: 'north' })
  await enrol(folder, { role: 'operator', name: 'dana' })
  await enrol(folder, { role: 'terminal', site: KIOSK.site, name: KIOSK.terminal })
  server = await startFleetServer(folder)
  const broker = { servers: [server.url], ca: 'cert.pem', operator: 'keys/operator.dana.nk' }
  writeFileSync(join(folder, 'broker.json'), JSON.stringify(broker))
  const settler = await enter('settler.north')
  await makeStreams(settler)
  await settler.close()
})
afterAll(() => server?.stop())

const enter = (name: string, inbox?: string): Promise<NatsConnection> =>
  connect({
    servers: server.url,
    tls: { caFile: server.ca },
    authenticator: nkeyAuthenticator(readFileSync(join(folder, 'keys', `${name}.nk`))),
    reconnect: false,
    ...(inbox !== undefined && { inboxPrefix: inbox }),
  })

const asOperator = <T>(work: (connection: NatsConnection) => Promise<Result<T>>) => withBroker(folder, work)
const give = (name: string, ...lists: Uint8Array[]) =>
  asOperator((connection) => publishDenyList(connection, name, concatBytes(...lists)))
const rate = (name: string, value: string) =>
  asOperator((connection) =>
    publishRate(connection, { name, value }, async (content) =>
      ok(Buffer.from(sealedBy(KEY.secret, content)).toString()),
    ),
  )
/** Past the command, which would not have it. */
const putRate = (name: string, bytes: Uint8Array) =>
  asOperator(async (connection) => {
    await (await new Kvm(connection).open(BUCKETS.rates)).put(name, bytes)
    return ok()
  })
const keysOf = async (name: string): Promise<string[]> => {
  const keys: string[] = []
  await asOperator(async (connection) => {
    for await (const key of await (await new Kvm(connection).open(BUCKETS.deny)).keys(`${name}.>`))
      keys.push(key)
    return ok()
  })
  return keys.sort()
}

/** A terminal that follows a list and a rate of this name, with what it keeps in a folder. */
async function open(name: string, home = emptyFolder()) {
  const refused: string[] = []
  const log = () => undefined
  const lists = await openDenyLists({
    signed: { source: `fleet:${name}`, operators: [OPERATOR], everyMinutes: 15 },
    ...{ site: undefined, userData: home, recover: recoverInJavaScript, clock: systemClock, log },
    onJudged: judgedInto(refused),
  })
  const rates = await startRates({
    prices: pricesSchema.parse({ rate: { fleet: name, source: 'National Bank' } }),
    ...{ path: join(home, 'rate.json'), clock: systemClock, keys: [KEY.key], log },
    onJudged: judgedInto(refused),
    onState: () => undefined,
  })
  const kiosk = await openKiosk({
    folder: home,
    url: server.url,
    more: { credentials: join(folder, 'keys', 'almaty-1.gate-07.nk'), ca: server.ca },
    feds: [lists.fed, rates.fed].filter((fed) => fed !== null),
  })
  const stop = async () => {
    await kiosk.stop()
    await rates.stop()
  }
  onTestFinished(stop)
  const until = (holds: () => void) => vi.waitFor(holds, PATIENCE)
  return {
    ...{ lists, rates, kiosk, refused, home, stop, until },
    hasVersion: (version: number) =>
      until(() => expect(lists.state().signed).toMatchObject({ version, fault: null })),
    hasRate: (value: string) => until(() => expect(rates.state().rate?.value).toBe(value)),
    isRefused: (code: string) => until(() => expect(refused.at(-1)).toContain(code)),
  }
}

const full = (version: number, ...cards: number[]) =>
  denyListByEthers({ version, added: cards.map((n) => account(n)) })
const change = (version: number, card: number) =>
  denyListByEthers({ version, base: version - 1, added: [account(card)] })

test('a list counts as soon as it is given out, by its changes, and after a gap in full', async () => {
  const first = await open('city')
  expect(must(await give('city', full(1, 1))).head).toEqual({ version: 1, full: { version: 1, parts: 1 } })
  await first.hasVersion(1)
  await give('city', change(2, 2))
  await first.hasVersion(2)
  expect(first.lists.has(account(2))).toBe(true)
  expect(await keysOf('city')).toEqual(['city.full.1.0', 'city.head', 'city.since.1'])
  await first.stop()

  // What it missed lies in one value, and is not there any more when the next full list is.
  await give('city', change(3, 3))
  const second = await open('city', first.home)
  await second.hasVersion(3)
  await second.stop()
  must(await give('city', full(9, 9)))
  expect(await keysOf('city')).toEqual(['city.full.9.0', 'city.head'])
  const third = await open('city', first.home)
  await third.hasVersion(9)
  expect([1, 9].map((n) => third.lists.has(account(n)))).toEqual([false, true])
  expect([first, second, third].flatMap(({ refused }) => refused)).toEqual([])
})

test('a full list of 60,000 cards lies in three parts', async () => {
  const cards = Array.from({ length: 60_000 }, (_, n) => account(n + 1))
  const plan = must(await give('large', denyListByEthers({ version: 1, added: cards })))
  expect(plan.head.full.parts).toBe(3)
  const terminal = await open('large')
  await terminal.hasVersion(1)
  expect(terminal.lists.state().signed?.count).toBe(60_000)
  expect(terminal.lists.has(account(60_000))).toBe(true)
})

test('a list that another hand has signed is refused, and the one before counts on', async () => {
  const terminal = await open('forged')
  await give('forged', full(1, 1))
  await terminal.hasVersion(1)
  must(await give('forged', denyListByEthers({ version: 2, base: 1, added: [account(2)] }, testKey(78))))
  await terminal.isRefused('forged: DENY_LIST_SIGNER_UNKNOWN')
  expect(terminal.lists.state().signed).toMatchObject({
    version: 1,
    fault: { code: 'DENY_LIST_SIGNER_UNKNOWN' },
  })
})

test('nobody gives out an older list, another one of a version, or one that leads nowhere', async () => {
  expect(await give('strict', change(2, 2))).toMatchObject(fail('CONFIG_INVALID'))
  must(await give('strict', full(3, 3), change(4, 4)))
  expect(await give('strict', full(3, 3))).toMatchObject(fail('DENY_LIST_OLD', expect.any(String)))
  expect(await give('strict', change(4, 5))).toMatchObject(fail('CONFIG_INVALID'))
  expect(await give('strict', denyListByEthers({ version: 6, base: 5 }))).toMatchObject(
    fail('CONFIG_INVALID'),
  )
  expect(await give('strict', Buffer.from('cards'))).toMatchObject(fail('DENY_LIST_INVALID'))
  // The same again mends what an interrupted command has left.
  expect(must(await give('strict', change(4, 4))).head.version).toBe(4)
})

test('a rate goes up while the terminal runs, and what is not right changes nothing', async () => {
  const terminal = await open('usd-kzt')
  must(await rate('usd-kzt', '536.20'))
  await terminal.hasRate('536.20')
  expect(must(await rate('usd-kzt', '540'))).toContain('version 2; it was 536.20')
  await terminal.hasRate('540')

  const other = { kind: 'tapsyr-rate', name: 'usd-kzt', version: 3, at: Date.now(), value: '541' }
  await putRate('usd-kzt', sealedBy(KEY.secret, { ...other, version: 1 }))
  await terminal.isRefused('FLEET_ORDER_OLDER')
  await putRate('usd-kzt', sealedBy(orderKey().secret, other))
  await terminal.isRefused('FLEET_SIGNATURE_INVALID')
  await putRate('usd-kzt', sealedBy(KEY.secret, { ...other, value: '5.41' }))
  await terminal.isRefused('RPC_ANSWER_INVALID')
  expect(terminal.rates.state()).toMatchObject({ rate: { value: '540' }, fault: 'RPC_ANSWER_INVALID' })
  await putRate('usd-kzt', sealedBy(KEY.secret, { ...other, version: 4 }))
  await terminal.hasRate('541')
  expect(await rate('usd-kzt', '5410')).toMatchObject(fail('CONFIG_INVALID'))
  expect(terminal.refused).toHaveLength(3)
})

test('an operator sees when a terminal was heard of, and what its journal notes', async () => {
  const members = must(await listMembers(folder))
  const { kiosk } = await open('seen')
  await kiosk.sell(7)
  must(await kiosk.ledger.record({ type: 'noted', what: 'fleet-rate', by: null, detail: 'refused: why' }))
  await kiosk.level()
  const listed = await vi.waitFor(async () => {
    const text = must(await listSeen(folder, members))
    expect(text).not.toContain('never')
    return text
  }, PATIENCE)
  const [head, row, ...rest] = listed.split('\n')
  expect(head).toMatch(/^terminal +seen +queue +oldest/)
  expect(row).toMatch(/^almaty-1\.gate-07 +\d+ s +0 /)
  expect(rest).toEqual([
    '',
    ...members
      .slice(0, 2)
      .map((each) => expect.stringMatching(`^${each.role}.${each.name} +${'key' in each && each.key}$`)),
  ])
  const shown = await show.run(['almaty-1', 'gate-07', '--in', folder], '/')
  if (!('ok' in shown)) throw new Error(shown.why)
  const text = must(shown)
  expect(text).toMatch(/^almaty-1 gate-07\nlast seen +\d+ s ago, /)
  expect(text).toMatch(/fleet-rate: refused: why\n/)
  expect(text).toMatch(/receipt 7 .* accepted$/)
  expect(await show.run(['almaty-1', 'gate-99', '--in', folder], '/')).toMatchObject(fail('CONFIG_INVALID'))
})

test('a terminal reads lists and rates, and writes none', async () => {
  must(await rate('eur-kzt', '600'))
  const thief = await enter('almaty-1.gate-07', inboxPrefix(KIOSK))
  onTestFinished(() => thief.close())
  expect(await readKey(thief, BUCKETS.rates, 'eur-kzt')).toBeDefined()
  for (const [bucket, key] of [
    [BUCKETS.rates, 'eur-kzt'],
    [BUCKETS.deny, listHeadKey('city')],
    [BUCKETS.deny, listChangeKey('city', 1)],
  ] as const)
    await expect(
      jetstream(thief).publish(keySubject(bucket, key), 'forged', { timeout: 2000 }),
    ).rejects.toThrow('Permissions')
  const kept = await readKey(thief, BUCKETS.rates, 'eur-kzt')
  expect(Buffer.from(kept ?? []).toString()).toContain('600')
})
