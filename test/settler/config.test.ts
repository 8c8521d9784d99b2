import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readSettlerConfig } from '../../settler/config.ts'
import { account, id } from '../fakes/accepted.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { must } from '../fakes/wires.ts'

const ALL = Array.from({ length: 16 }, (_, i) => i)
const WHOLE = {
  name: 'settler-1',
  broker: { servers: ['tls://broker.example:4222'], credentials: 'settler.nk' },
  money: {
    domain: { name: 'USD Coin', version: '2', chainId: 8453, verifyingContract: account(7) },
    payees: [account(8)],
  },
  chain: { rpcUrls: ['https://node.example'] },
  lanes: [{ name: 'lane-1', partitions: ALL, keystore: 'gas.json' }],
}

function read(change: object) {
  const path = join(emptyFolder(), 'settler.json')
  writeFileSync(path, JSON.stringify({ ...WHOLE, ...change }))
  return readSettlerConfig(path)
}

it('reads it, with paths from its own folder', async () => {
  const path = join(emptyFolder(), 'settler.json')
  writeFileSync(path, JSON.stringify(WHOLE))
  const config = must(await readSettlerConfig(path))
  expect(config.lanes[0]?.keystore).toBe(join(path, '..', 'gas.json'))
  expect(config.broker.credentials).toBe(join(path, '..', 'settler.nk'))
  expect(config.batch).toEqual({ payments: 100, waitSeconds: 30 })
})

const half = ALL.slice(0, 8)
it.each([
  ['a partition that no lane has', { lanes: [{ name: 'a', partitions: half, keystore: 'k' }] }],
  [
    'a partition of two lanes',
    {
      lanes: [
        { name: 'a', partitions: ALL, keystore: 'k' },
        { name: 'b', partitions: [3], keystore: 'l' },
      ],
    },
  ],
  [
    'two lanes of one name',
    {
      lanes: [
        { name: 'a', partitions: ALL, keystore: 'k' },
        { name: 'a', partitions: [], keystore: 'l' },
      ],
    },
  ],
  ['a lane without a key', { lanes: [{ name: 'a', partitions: ALL }] }],
  ['a test key on a real chain', { lanes: [{ name: 'a', partitions: ALL, testKey: id(1) }] }],
  ['a field that is none', { lane: [] }],
])('refuses %s', async (_what, change) => {
  const config = await read(change)
  expect(config.ok === false && config.error.code).toBe('CONFIG_INVALID')
})
