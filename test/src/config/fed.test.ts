import { expect, test } from 'vitest'
import { z } from 'zod'
import { denyListSchema } from '#src/config/deny-list.ts'
import { checkFed } from '#src/config/fed.ts'
import { fleetSchema } from '#src/config/fleet.ts'
import { pricesSchema } from '#src/config/prices.ts'
import { account } from '../../fakes/accepted.ts'

const schema = z
  .object({
    prices: pricesSchema.optional(),
    risk: z.object({ denyList: denyListSchema.optional() }).prefault({}),
    fleet: fleetSchema.optional(),
  })
  .superRefine(checkFed)

const PRICES = { rate: { fleet: 'usd-kzt', source: 'National Bank' } }
const LIST = { denyList: { source: 'fleet:city', operators: [account(1)] } }
const FLEET = { servers: ['tls://fleet.example.com:4222'], site: 'depot-1', credentials: 'fleet.nk' }
const KEY = `${'A'.repeat(43)}=`
const faults = (config: object) =>
  schema.safeParse(config).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []

test('a rate and a list of a fleet need one', () => {
  expect(faults({ prices: PRICES, risk: LIST })).toEqual([
    'risk.denyList.source: there is no fleet',
    'prices.rate.fleet: there is no fleet',
  ])
  expect(faults({ prices: PRICES, risk: LIST, fleet: { ...FLEET, operatorKeys: [KEY] } })).toEqual([])
})

test('a rate needs keys of who signs it, and a list has its own', () => {
  expect(faults({ prices: PRICES, fleet: FLEET })).toEqual(['prices.rate.fleet: it needs fleet.operatorKeys'])
  expect(faults({ risk: LIST, fleet: FLEET })).toEqual([])
})

test('what is from elsewhere needs no fleet', () => {
  const denyList = { ...LIST.denyList, source: '/srv/deny.bin' }
  expect(faults({ prices: { rate: { value: '5', source: 'Owner' } }, risk: { denyList } })).toEqual([])
  expect(faults({})).toEqual([])
})
