import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect, type NatsConnection, nkeyAuthenticator } from '@nats-io/transport-node'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { systemClock } from '#drivers/system-clock.ts'
import { outcomeSubject, STREAMS } from '#src/fleet/names.ts'
import type { Outcome } from '#src/fleet/outcome.ts'
import type { Fact, JournalEntry } from '#src/journal/entry.ts'
import { enrol } from '../../cli/fleet/members.ts'
import { openLaneLog } from '../../settler/lane-log.ts'
import { makeStreams } from '../../settler/streams.ts'
import { id } from '../fakes/accepted.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { expectAllOnce, KIOSK, type Kiosk, openKiosk } from '../main/fleet/kiosk.ts'
import { type PlacedServer, startCluster } from '../support/station.ts'

/** Three servers that are one, with the very configuration that an operator takes. */
const folder = emptyFolder()
const PATIENCE = { timeout: 60_000, interval: 100 }
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let servers: readonly PlacedServer[] = []
let kiosk: Kiosk

const enter = (among = servers) =>
  connect({
    ...{ servers: among.map(({ url }) => url), tls: { caFile: join(folder, 'cert.pem') } },
    authenticator: nkeyAuthenticator(readFileSync(join(folder, 'keys', 'settler.north.nk'))),
    ...{ maxReconnectAttempts: -1, reconnectTimeWait: 100 },
  })

beforeAll(async () => {
  await enrol(folder, { role: 'settler', name: 'north' })
  await enrol(folder, { role: 'terminal', site: KIOSK.site, name: KIOSK.terminal })
  servers = await startCluster(folder)
  const settler = await vi.waitFor(() => enter(), PATIENCE)
  // Three that have just met choose a leader first.
  await vi.waitFor(() => makeStreams(settler, { replicas: 3 }), PATIENCE)
  await settler.close()
  const credentials = join(folder, 'keys', `${KIOSK.site}.${KIOSK.terminal}.nk`)
  const more = { credentials, ca: join(folder, 'cert.pem'), servers: servers.map(({ url }) => url) }
  kiosk = await openKiosk({ folder: emptyFolder(), url: '', more })
})
afterAll(async () => {
  await kiosk?.stop()
  await Promise.all(servers.map((server) => server.kill()))
})

test('of two settlers that both believe they have a lane one writes, whichever server each speaks to', async () => {
  const [one, two] = [await enter(servers.slice(0, 1)), await enter(servers.slice(1, 2))]
  const written: string[] = []
  for (let round = 0; round < 10; round += 1) {
    const logs = await Promise.all([one, two].map((each) => opened(each)))
    const done = await Promise.all(logs.map((log, i) => log.append([noted(`${round} ${i}`)])))
    written.push(...done.flatMap((each) => (each.ok ? each.value.map(detailOf) : [])))
    expect(written).toHaveLength(round + 1)
  }
  const read: string[] = []
  await opened(one, (entry) => read.push(detailOf(entry)))
  expect(read).toEqual(written)
  await Promise.all([one.close(), two.close()])
})

/** A settler that opens it. Three that have just lost one of them answer again in some seconds. */
const opened = (connection: NatsConnection, take: (entry: JournalEntry) => void = () => undefined) =>
  vi.waitFor(async () => {
    const log = await openLaneLog(connection, 'lane-1', systemClock)
    await log.read(take)
    return log
  }, PATIENCE)

const noted = (detail: string): Fact => ({ type: 'noted', what: 'test', by: null, detail })
const detailOf = ({ fact }: JournalEntry): string => (fact.type === 'noted' ? (fact.detail ?? '') : '')

const leaderOf = async (stream: string): Promise<string | undefined> => {
  const connection = await enter()
  const { cluster } = await (await jetstreamManager(connection)).streams.info(stream)
  await connection.close()
  return cluster?.leader
}

test('one is killed while a terminal sells, the stream’s leader or another: nothing lost, nothing twice', async () => {
  await kiosk.sell(1, 2)
  await kiosk.level()
  const leader = await leaderOf(STREAMS.journal)
  const first = servers.find(({ name }) => name === leader)
  const second = servers.find(({ name }) => name !== leader)
  if (!first || !second) throw new Error('no leader')
  let receipt = 2
  for (const server of [first, second]) {
    await server.kill()
    await kiosk.sell(receipt + 1, receipt + 2)
    receipt += 2
    await vi.waitFor(() => kiosk.level(), PATIENCE)
    if (server === second) break
    await server.start()
    await vi.waitFor(() => expectAllHere(server), PATIENCE)
  }
  // Two that have just lost the third choose a leader first.
  await vi.waitFor(() => tell(confirmed(1)), PATIENCE)
  await vi.waitFor(() => expect(kiosk.ledger.payment(id(1))?.state).toBe('confirmed'), PATIENCE)
  await kiosk.level()
  await vi.waitFor(() => expectAllOnce({ connect: () => enter() }, kiosk.ledger), PATIENCE)
})

const confirmed = (n: number): Outcome => ({
  type: 'confirmed',
  proofs: [{ id: id(n), proof: { txHash: id(0x7a), blockHash: id(0xb10c), blockNumber: 7, logIndex: 0 } }],
})

async function tell(outcome: Outcome): Promise<void> {
  const connection = await enter()
  try {
    await jetstream(connection).publish(outcomeSubject(KIOSK), JSON.stringify({ v: 1, outcome }))
  } finally {
    await connection.close()
  }
}

/** The server has all that the others have. */
async function expectAllHere({ name }: PlacedServer): Promise<void> {
  const connection = await enter()
  try {
    const manager = await jetstreamManager(connection)
    for (const stream of Object.values(STREAMS)) {
      const { cluster } = await manager.streams.info(stream)
      const its = cluster?.replicas?.find((replica) => replica.name === name)
      expect(cluster?.leader === name || (its?.current && !its.offline)).toBe(true)
    }
  } finally {
    await connection.close()
  }
}
