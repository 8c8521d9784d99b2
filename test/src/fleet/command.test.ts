import { expect, it, test } from 'vitest'
import { type Command, commandSchema, orderSchema, refusalOf } from '#src/fleet/command.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const AT = Date.UTC(2026, 10, 27, 9)
const MINE = { site: 'almaty-1', terminal: 'gate-07' }
const command: Command = {
  kind: 'tapsyr-command',
  id: `0x${'5c'.repeat(16)}`,
  ...MINE,
  issuedAt: AT,
  expiresAt: AT + HOUR,
  by: 'Aigul',
  command: { type: 'restart' },
}
const takes = (change: object) => commandSchema.safeParse({ ...command, ...change }).success

it('takes what an operator signs, and nothing beside it', () => {
  expect(takes({})).toBe(true)
  expect(takes({ kind: 'tapsyr-layer' })).toBe(false)
  expect(takes({ id: `0x${'5c'.repeat(15)}` })).toBe(false)
  expect(takes({ site: 'almaty.1' })).toBe(false)
  expect(takes({ by: 'x'.repeat(41) })).toBe(false)
  expect(takes({ by: '' })).toBe(false)
  expect(takes({ note: 'x' })).toBe(false)
})

it('lasts seven days at most, and ends after it began', () => {
  expect(takes({ expiresAt: AT + 7 * DAY })).toBe(true)
  expect(takes({ expiresAt: AT + 7 * DAY + 1 })).toBe(false)
  expect(takes({ expiresAt: AT })).toBe(false)
})

test.each([
  [{ type: 'restart' }, true],
  [{ type: 'update' }, true],
  [{ type: 'send-logs' }, true],
  [{ type: 'in-service' }, true],
  [{ type: 'out-of-service', reason: 'New reader' }, true],
  [{ type: 'out-of-service' }, false],
  [{ type: 'restart', reason: 'x' }, false],
  [{ type: 'shut-down' }, false],
])('%j', (order, isOne) => {
  expect(orderSchema.safeParse(order).success).toBe(isOne)
})

it('counts for its own terminal from its issue until it expires', () => {
  expect(refusalOf(command, MINE, AT)).toBeUndefined()
  expect(refusalOf(command, MINE, AT + HOUR - 1)).toBeUndefined()
  expect(refusalOf(command, MINE, AT + HOUR)).toBe('expired')
  expect(refusalOf(command, { ...MINE, terminal: 'gate-08' }, AT)).toBe('for-another-terminal')
  expect(refusalOf(command, { ...MINE, site: 'almaty-2' }, AT)).toBe('for-another-terminal')
})

it('comes from the future where the clocks differ by more than ten minutes', () => {
  expect(refusalOf(command, MINE, AT - 10 * 60_000)).toBeUndefined()
  expect(refusalOf(command, MINE, AT - 10 * 60_000 - 1)).toBe('from-the-future')
  expect(refusalOf(command, MINE, 0)).toBe('from-the-future')
})
