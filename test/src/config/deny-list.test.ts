import { expect, it } from 'vitest'
import { denyListSchema, fleetListOf } from '#src/config/deny-list.ts'
import { account } from '../../fakes/accepted.ts'

const operators = [account(0xab)]
const parses = (source: string) => denyListSchema.safeParse({ source, operators }).success

it('comes from a file or over https; without it only from this machine itself', () => {
  for (const good of [
    '/media/stick/deny.bin',
    'https://shop.kz/deny/{version}',
    'http://127.0.0.1:8080/deny',
  ])
    expect(parses(good), good).toBe(true)
  for (const bad of ['', 'http://shop.kz/deny', 'HTTP://shop.kz', 'http://127.0.0.1.shop.kz/deny'])
    expect(parses(bad), bad).toBe(false)
})

it('names somebody who signs it, and is asked for every quarter of an hour', () => {
  expect(denyListSchema.parse({ source: 'a', operators })).toEqual({
    source: 'a',
    operators,
    everyMinutes: 15,
  })
  expect(denyListSchema.safeParse({ source: 'a', operators: [] }).success).toBe(false)
})

it('may be a list of the fleet, which has a name', () => {
  for (const good of ['fleet:city', 'fleet:almaty-1']) expect(parses(good), good).toBe(true)
  for (const bad of ['fleet:', 'fleet:a.b', 'fleet:a b', 'fleet:/etc/deny.bin', 'FLEET:city', 'fleet:a_b'])
    expect(parses(bad), bad).toBe(false)
  expect(['fleet:city', 'city', '/srv/fleet:city', 'fleet:'].map(fleetListOf)).toEqual([
    ...['city', undefined, undefined, undefined],
  ])
})
