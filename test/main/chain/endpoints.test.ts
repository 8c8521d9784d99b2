import { describe, expect, it } from 'vitest'
import { createEndpoints } from '#main/chain/endpoints.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { callOf, down, type FakeNode, fakeNode, identify } from './fake-node.ts'

function setUp() {
  const clock = fakeClock()
  const first = fakeNode(clock, 'first')
  const second = fakeNode(clock, 'second')
  const endpoints = createEndpoints([first, second], identify, clock)
  const count = (method: string) =>
    [first, second].map(({ asked }) => asked.filter((name) => name === method).length)
  return {
    clock,
    first,
    second,
    endpoints,
    async read(ms = 100) {
      const answer = endpoints.read(callOf('read'))
      await clock.advance(ms)
      return Promise.race([answer, clock.advance(0).then(() => 'no answer yet')])
    },
    async send(ms = 100) {
      const answer = endpoints.sendOnce(callOf('send'))
      await clock.advance(ms)
      return Promise.race([answer, clock.advance(0).then(() => 'no answer yet')])
    },
    reads: () => count('read'),
    sends: () => count('send'),
  }
}

function hang(node: FakeNode) {
  node.afterMs = 60_000
}

describe('reads', () => {
  it('stay with one node while it is quick', async () => {
    const { read, second } = setUp()
    for (let i = 0; i < 5; i += 1) expect(await read()).toEqual(ok('first'))
    expect(second.asked).toEqual([])
  })

  it('ask the next node too when the first is slow, and stay with the one that answered', async () => {
    const { first, read, reads } = setUp()
    await read()
    hang(first)
    expect(await read(149)).toBe('no answer yet')
    expect(reads()).toEqual([2, 0])
    expect(await read(200)).toEqual(ok('second'))
    expect(await read()).toEqual(ok('second'))
  })

  it('do not go back to the slow one for its late answer', async () => {
    const { first, read, endpoints } = setUp()
    await read()
    first.afterMs = 400
    expect(await read(300)).toEqual(ok('second'))
    first.afterMs = 10
    expect(await read(1000)).toEqual(ok('second'))
    expect(endpoints.health()[0]).toEqual({ host: 'first', fault: null, latencyMs: 108 }) // 10 + 390 / 4
  })

  it('come back to a node at rest only when the others fail', async () => {
    const { first, second, read, reads } = setUp()
    first.answer = down('RPC_UNREACHABLE')
    expect(await read()).toEqual(ok('second'))
    first.answer = ok('first')
    hang(second)
    expect(await read(4000)).toBe('no answer yet')
    expect(first.asked).toEqual(['identity'])
    second.afterMs = 10
    second.answer = down('RPC_TIMEOUT')
    expect(await read()).toEqual(ok('first'))
    expect(reads()).toEqual([1, 3])
  })

  it('ask all at once again, when all rest, as soon as one is slow', async () => {
    const { first, second, read } = setUp()
    first.answer = down('RPC_TIMEOUT')
    second.answer = down('RPC_TIMEOUT')
    await read()
    hang(first)
    second.answer = ok('second')
    expect(await read(1020)).toEqual(ok('second'))
  })

  it.each([
    ['RPC_REFUSED', 'RPC_UNREACHABLE'],
    ['RPC_CAPTIVE_PORTAL', 'RPC_TIMEOUT'],
    ['RPC_RATE_LIMITED', 'RPC_UNREACHABLE'],
    ['RPC_TIMEOUT', 'RPC_UNREACHABLE'],
  ] as const)('name %s, which says more than %s', async (telling, silent) => {
    const { first, second, endpoints, clock } = setUp()
    first.answer = down(telling)
    second.answer = down(silent)
    const answer = endpoints.read(callOf('read'))
    await clock.advance(100)
    expect(await answer).toMatchObject({ error: { code: telling } })
  })

  it('fail where no node is configured', async () => {
    const endpoints = createEndpoints([], identify, fakeClock())
    expect(await endpoints.read(callOf('read'))).toMatchObject({ error: { code: 'RPC_UNREACHABLE' } })
    expect(endpoints.nodeTime()).toBeNull()
  })
})

describe('a broadcast', () => {
  it('goes to one node, however slow that is', async () => {
    const { first, send, sends } = setUp()
    await send()
    first.afterMs = 4000
    expect(await send(10_000)).toEqual(ok('first'))
    expect(sends()).toEqual([2, 0])
  })

  it.each([
    'RPC_TIMEOUT',
    'RPC_UNREACHABLE',
    'RPC_ANSWER_INVALID',
    'RPC_RATE_LIMITED',
    'RPC_REFUSED',
  ] as const)('goes nowhere else after %s', async (code) => {
    const { first, second, send, sends } = setUp()
    await send()
    first.answer = down(code)
    expect(await send(10_000)).toMatchObject({ error: { code } })
    expect(sends()).toEqual([2, 0])
    expect(second.asked).toEqual([])
  })

  it('goes to the next node where the first cannot show who it is', async () => {
    const { first, send, sends } = setUp()
    first.answer = down('RPC_UNREACHABLE')
    expect(await send()).toEqual(ok('second'))
    expect(sends()).toEqual([0, 1])
  })

  it('goes nowhere where no node can', async () => {
    const clock = fakeClock()
    const node = fakeNode(clock, 'only')
    const endpoints = createEndpoints([node], async () => fail('TOKEN_WRONG'), clock)
    expect(await endpoints.sendOnce(callOf('send'))).toMatchObject({ error: { code: 'TOKEN_WRONG' } })
    expect(node.asked).toEqual([])
  })
})

it('says the time of the node that answered last', async () => {
  const { first, second, endpoints, read } = setUp()
  first.time = 1000
  second.time = 2000
  await read()
  expect(endpoints.nodeTime()).toBe(1000)
  first.answer = down('RPC_TIMEOUT')
  await read()
  expect(endpoints.nodeTime()).toBe(2000)
})

it('reports the health of all nodes in the order of the configuration', async () => {
  const { first, endpoints, read } = setUp()
  first.answer = down('RPC_TLS_FAILED')
  await read()
  expect(endpoints.health()).toEqual([
    { host: 'first', fault: 'RPC_TLS_FAILED', latencyMs: null },
    { host: 'second', fault: null, latencyMs: 10 },
  ])
})
