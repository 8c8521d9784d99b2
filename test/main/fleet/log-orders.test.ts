import { expect, test } from 'vitest'
import { createLogOrders } from '#main/fleet/log-orders.ts'
import { aCommand } from '../../fakes/command.ts'

test('the newest that was asked for is wanted, until it is sent', () => {
  const logs = createLogOrders()
  const [first, second] = [aCommand({ type: 'send-logs' }), aCommand({ type: 'send-logs' })]
  expect(logs.wanted()).toBeUndefined()
  logs.want(first)
  logs.want(second)
  logs.done(first)
  expect(logs.wanted()).toBe(second)
  logs.done(second)
  expect(logs.wanted()).toBeUndefined()
})
