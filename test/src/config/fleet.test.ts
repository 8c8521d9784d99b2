import { expect, test } from 'vitest'
import { z } from 'zod'
import { checkFleet, fleetSchema } from '#src/config/fleet.ts'

const FLEET = {
  servers: ['tls://fleet.example.com:4222'],
  site: 'depot-1',
  credentials: '/etc/tapsyr/fleet.nk',
}

test('a lease is ten minutes and a quiet moment two, where nobody says otherwise', () => {
  expect(fleetSchema.parse(FLEET)).toEqual({ ...FLEET, quietMinutes: 2, handOver: { leaseMinutes: 10 } })
})

test.each([
  'tls://fleet.example.com:4222',
  'nats://127.0.0.1:4222',
  'nats://localhost:4222',
  'nats://[::1]:4222',
])('%s is a server', (server) => {
  expect(fleetSchema.safeParse({ ...FLEET, servers: [server] }).success).toBe(true)
})

test.each([
  'nats://fleet.example.com:4222',
  'nats://127.0.0.1.example.com',
  'https://fleet.example.com',
  'fleet',
  '',
])('"%s" is none', (server) => {
  expect(fleetSchema.safeParse({ ...FLEET, servers: [server] }).success).toBe(false)
})

test.each([
  { site: 'a.b' },
  { site: '' },
  { servers: [] },
  { credentials: '' },
  { handOver: { leaseMinutes: 0 } },
  { operatorKeys: [] },
  { operatorKeys: ['no key'] },
])('%j is refused', (change) => {
  expect(fleetSchema.safeParse({ ...FLEET, ...change }).success).toBe(false)
})

const named = z
  .object({ terminal: z.object({ id: z.string() }), fleet: fleetSchema.optional() })
  .superRefine(checkFleet)

test('in a fleet the terminal has a name without dots and blanks', () => {
  expect(named.safeParse({ terminal: { id: 'till 1' } }).success).toBe(true)
  expect(named.safeParse({ terminal: { id: 'till-1' }, fleet: FLEET }).success).toBe(true)
  const refused = named.safeParse({ terminal: { id: 'till 1' }, fleet: FLEET })
  expect(refused.error?.issues.map(({ path }) => path)).toEqual([['terminal', 'id']])
})
