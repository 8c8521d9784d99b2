import { describe, expect, it } from 'vitest'
import { createEndpoint, type Identify } from '#main/chain/endpoint.ts'
import type { RpcFault } from '#src/chain/port.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { callOf, down, fakeNode, identify } from './fake-node.ts'

function setUp(who: Identify = identify) {
  const clock = fakeClock()
  const node = fakeNode(clock, 'node.example')
  const endpoint = createEndpoint(node, who, clock)
  return {
    clock,
    node,
    endpoint,
    async ask() {
      const answer = endpoint.ask(callOf('read'))
      await clock.advance(node.afterMs)
      await clock.advance(node.afterMs)
      return answer
    },
  }
}

describe('who it is', () => {
  it('is asked before the first question, once', async () => {
    const { node, ask } = setUp()
    await ask()
    await ask()
    expect(node.asked).toEqual(['identity', 'read', 'read'])
  })

  it('is asked once for several first questions at a time', async () => {
    const { node, endpoint, ask } = setUp()
    await Promise.all([ask(), endpoint.ask(callOf('other'))])
    expect(node.asked.toSorted()).toEqual(['identity', 'other', 'read'])
  })

  it.each<[RpcFault, string[]]>([
    ['RPC_UNREACHABLE', ['identity', 'read']],
    ['RPC_TIMEOUT', ['identity', 'read']],
    ['RPC_CAPTIVE_PORTAL', ['identity', 'read']],
    ['RPC_ANSWER_INVALID', ['identity', 'read']],
    ['RPC_REFUSED', ['read']],
    ['RPC_RATE_LIMITED', ['read']],
  ])('after %s is followed by %j', async (code, again) => {
    const { node, ask } = setUp()
    await ask()
    node.answer = down(code)
    expect(await ask()).toMatchObject({ error: { code } })
    node.asked.length = 0
    node.answer = ok('back')
    expect(await ask()).toEqual(ok('back'))
    expect(node.asked).toEqual(again)
  })

  it('keeps every question from a node that is somebody else', async () => {
    const { node, endpoint, ask } = setUp(async () => fail('CHAIN_WRONG'))
    expect(await ask()).toMatchObject({ error: { code: 'CHAIN_WRONG' } })
    expect(node.asked).toEqual([])
    expect(endpoint.health()).toEqual({ host: 'node.example', fault: 'CHAIN_WRONG', latencyMs: null })
    expect(endpoint.isResting()).toBe(true)
  })
})

describe('health', () => {
  it('is unknown before the first answer', () => {
    expect(setUp().endpoint.health()).toEqual({ host: 'node.example', fault: null, latencyMs: null })
  })

  it('smooths the latency: a quarter of the newest, three quarters of what was', async () => {
    const { node, endpoint, ask } = setUp()
    node.afterMs = 100
    await ask()
    expect(endpoint.health().latencyMs).toBe(100)
    node.afterMs = 500
    await ask()
    expect(endpoint.health().latencyMs).toBe(200)
  })

  it('keeps the latency of answers while there are none, and names the fault until the next one', async () => {
    const { node, endpoint, ask } = setUp()
    await ask()
    node.answer = down('RPC_TIMEOUT')
    node.afterMs = 5000
    await ask()
    expect(endpoint.health()).toEqual({ host: 'node.example', fault: 'RPC_TIMEOUT', latencyMs: 10 })
    node.answer = down('RPC_REFUSED')
    node.afterMs = 10
    await ask()
    // The identity could not be shown.
    expect(endpoint.health().fault).toBe('RPC_REFUSED')
    node.answer = ok('back')
    await ask()
    expect(endpoint.health().fault).toBeNull()
  })

  it('does not call a node broken that says no in good form', async () => {
    const { node, endpoint, ask } = setUp()
    await ask()
    node.answer = down('RPC_REFUSED')
    await ask()
    expect(endpoint.health().fault).toBeNull()
    expect(endpoint.isResting()).toBe(false)
  })
})

describe('a rest', () => {
  async function restMs({ clock, endpoint }: ReturnType<typeof setUp>): Promise<number> {
    const start = clock.now()
    while (endpoint.isResting()) await clock.advance(1)
    return clock.now() - start
  }

  it('is five seconds after a failure', async () => {
    const parts = setUp()
    parts.node.answer = down('RPC_UNREACHABLE')
    parts.node.afterMs = 0
    await parts.ask()
    expect(await restMs(parts)).toBe(5000)
  })

  it('is doubled each time a node wants fewer questions, from a second to a minute', async () => {
    const parts = setUp(async () => ok())
    parts.node.afterMs = 0
    parts.node.answer = down('RPC_RATE_LIMITED')
    for (const seconds of [1, 2, 4, 8, 16, 32, 60, 60]) {
      await parts.ask()
      await parts.clock.advance(seconds * 1000 - 1)
      expect(parts.endpoint.isResting()).toBe(true)
      await parts.clock.advance(1)
      expect(parts.endpoint.isResting()).toBe(false)
    }
    parts.node.answer = ok('well')
    await parts.ask()
    parts.node.answer = down('RPC_RATE_LIMITED')
    await parts.ask()
    expect(await restMs(parts)).toBe(1000)
  })

  it('ends with a good answer', async () => {
    const { node, endpoint, ask } = setUp()
    node.answer = down('RPC_TIMEOUT')
    await ask()
    node.answer = ok('back')
    await ask()
    expect(endpoint.isResting()).toBe(false)
  })

  it('does not grow when the clock is set back', async () => {
    const { clock, node } = setUp()
    let setBackMs = 0
    const wall = { ...clock, now: () => clock.now() - setBackMs }
    const endpoint = createEndpoint(node, async () => ok(), wall)
    node.answer = down('RPC_TIMEOUT')
    await Promise.all([endpoint.ask(callOf('read')), clock.advance(10)])
    expect(endpoint.isResting()).toBe(true)
    setBackMs = 3_600_000
    expect(endpoint.isResting()).toBe(false)
  })
})

it.each([
  [10, 150],
  [400, 800],
  [900, 1000],
])('a node of %i ms may be silent for %i ms until it is slow', async (latencyMs, delayMs) => {
  const { node, endpoint, ask } = setUp()
  expect(endpoint.hedgeDelayMs()).toBe(1000)
  node.afterMs = latencyMs
  await ask()
  expect(endpoint.hedgeDelayMs()).toBe(delayMs)
  node.answer = down('RPC_TIMEOUT')
  await ask()
  // It has to show who it is first.
  expect(endpoint.hedgeDelayMs()).toBe(1000)
})
