import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { countSchema } from '#main/chain/answers.ts'
import { jsonRpc } from '#main/chain/json-rpc.ts'
import { ok } from '#src/result.ts'
import {
  type RpcAnswer,
  type RpcServer,
  startRpcServer,
  startSelfSignedRpcServer,
  withError,
  withResult,
} from './rpc-server.ts'

let server: RpcServer | undefined
afterEach(() => server?.stop())

const CALL = { method: 'eth_blockNumber', params: [], answer: countSchema }

async function ask(answer: RpcAnswer, timeoutMs = 5000) {
  server = await startRpcServer(answer)
  return jsonRpc(server.url, timeoutMs).ask(CALL)
}

it('gives what the node answered', async () => {
  expect(await ask((request, response) => response.end(withResult(request, '0x2a')))).toEqual(ok(42))
})

it.each<[string, RpcAnswer]>([
  ['nothing', (_, response) => response.end()],
  ['a list', (request, response) => response.end(`[${withResult(request, '0x1')}]`)],
  ['a number where hex belongs', (request, response) => response.end(withResult(request, 42))],
  ['hex without 0x', (request, response) => response.end(withResult(request, '2a'))],
  ['null', (request, response) => response.end(withResult(request, null))],
  ['neither result nor error', ({ id }, response) => response.end(JSON.stringify({ jsonrpc: '2.0', id }))],
  [
    'a count beyond all counts',
    (request, response) => response.end(withResult(request, `0x${'f'.repeat(64)}`)),
  ],
  [
    'the answer to another question',
    ({ id, ...rest }, response) => response.end(withResult({ id: id + 1, ...rest }, '0x1')),
  ],
  ['a gateway that lost its node', (_, response) => response.writeHead(502).end('Bad Gateway')],
  [
    'the page of such a gateway',
    (_, response) => response.writeHead(503, { 'content-type': 'text/html' }).end('<html>503</html>'),
  ],
])('takes %s for no answer, and does not ask again', async (_, answer) => {
  expect(await ask(answer)).toMatchObject({ ok: false, error: { code: 'RPC_ANSWER_INVALID' } })
  expect(server?.asked).toEqual(['eth_blockNumber'])
})

it('gives up on a node that takes the question and says nothing, and tells it from no connection', async () => {
  const answer = await ask(() => undefined, 100)
  const detail = expect.stringContaining('connected, but no answer within 100 ms')
  expect(answer).toMatchObject({ error: { code: 'RPC_TIMEOUT', detail } })
})

it('gives up sooner where the call says so', async () => {
  server = await startRpcServer(() => undefined)
  const answer = await jsonRpc(server.url, 60_000).ask({ ...CALL, timeoutMs: 100 })
  expect(answer).toMatchObject({ error: { code: 'RPC_TIMEOUT' } })
})

it('gives up on an answer that trickles: the limit is for all of it', async () => {
  let trickle: NodeJS.Timeout | undefined
  const answer = await ask((_, response) => {
    trickle = setInterval(() => response.write(' '), 20)
  }, 150)
  clearInterval(trickle)
  expect(answer).toMatchObject({ error: { code: 'RPC_TIMEOUT' } })
})

it('cannot reach a port where nobody listens', async () => {
  server = await startRpcServer(() => undefined)
  await server.stop()
  expect(await jsonRpc(server.url, 5000).ask(CALL)).toMatchObject({ error: { code: 'RPC_UNREACHABLE' } })
})

it('cannot reach a name that does not exist', async () => {
  const answer = await jsonRpc('http://node.invalid', 5000).ask(CALL) // RFC 2606
  expect(answer).toMatchObject({ error: { code: 'RPC_UNREACHABLE' } })
})

it('cannot reach a node that hangs up on it, and does not ask again', async () => {
  expect(await ask((_, response) => response.destroy())).toMatchObject({ error: { code: 'RPC_UNREACHABLE' } })
  expect(server?.asked).toHaveLength(1)
})

it('is refused by a well-formed error, whatever its HTTP status', async () => {
  const answer = await ask((request, response) =>
    response.writeHead(400).end(withError(request, -32_601, 'no such method')),
  )
  expect(answer).toMatchObject({
    error: { code: 'RPC_REFUSED', detail: expect.stringContaining('no such method') },
  })
})

it('lets the call say what a refusal means', async () => {
  server = await startRpcServer((request, response) =>
    response.end(withError(request, -32_000, 'nonce too low')),
  )
  const whenRefused = ({ message }: { message: string }) => ok(message.length)
  expect(await jsonRpc(server.url, 5000).ask({ ...CALL, whenRefused })).toEqual(ok(13))
})

it('keeps the key in a URL out of the log', async () => {
  server = await startRpcServer((request, response) => response.end(withResult(request, 'nonsense')))
  const answer = await jsonRpc(`${server.url}/v3/secret-key`, 5000).ask(CALL)
  expect(JSON.stringify(answer)).not.toContain('secret-key')
})

describe('a captive portal', () => {
  it.each<[string, RpcAnswer]>([
    ['answers with a page', (_, response) => response.end('\n<!DOCTYPE html><title>Sign in</title>')],
    [
      'answers with a page of words',
      (_, response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('Welcome'),
    ],
    ['has no place for a POST', (_, response) => response.writeHead(405).end('<html>Not allowed</html>')],
    [
      'leads to its page',
      (_, response) => response.writeHead(302, { location: 'http://portal/?id=1' }).end(),
    ],
    ['leads there for good', (_, response) => response.writeHead(307, { location: '/login' }).end()],
    ['says so (RFC 6585)', (_, response) => response.writeHead(511).end()],
  ])('%s, and is not followed', async (_, answer) => {
    expect(await ask(answer)).toMatchObject({ error: { code: 'RPC_CAPTIVE_PORTAL' } })
    expect(server?.asked).toEqual(['eth_blockNumber'])
  })
})

describe('a rate limit', () => {
  it.each([
    [-32_005, 'limit exceeded'], // EIP-1474
    [-32_005, 'daily request count exceeded, request rate limited'],
    [-32_029, 'exceeded'],
    [-32_007, '50/second request limit reached'],
    [-32_000, 'Too Many Requests'],
  ])('is known by %i "%s"', async (code, message) => {
    const answer = await ask((request, response) => response.end(withError(request, code, message)))
    expect(answer).toMatchObject({ error: { code: 'RPC_RATE_LIMITED' } })
  })

  it('is known by HTTP 429, and the question is not asked again', async () => {
    const answer = await ask((_, response) => response.writeHead(429, { 'retry-after': '1' }).end())
    expect(answer).toMatchObject({ error: { code: 'RPC_RATE_LIMITED' } })
    expect(server?.asked).toEqual(['eth_blockNumber'])
  })
})

describe('TLS', () => {
  it('fails where nobody vouches for the certificate, and nothing is asked', async () => {
    server = await startSelfSignedRpcServer((request, response) => response.end(withResult(request, '0x1')))
    expect(await jsonRpc(server.url, 5000).ask(CALL)).toMatchObject({ error: { code: 'RPC_TLS_FAILED' } })
    expect(server.asked).toEqual([])
  })

  it('fails where the other end does not speak it', async () => {
    server = await startRpcServer(() => undefined)
    const url = server.url.replace('http:', 'https:')
    expect(await jsonRpc(url, 5000).ask(CALL)).toMatchObject({ error: { code: 'RPC_TLS_FAILED' } })
  })

  it('is given up where the other end never answers the greeting', async () => {
    const sockets: Socket[] = []
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const answer = await jsonRpc(`https://127.0.0.1:${port}`, 100).ask(CALL)
    const detail = expect.stringContaining('connected, but no answer')
    expect(answer).toMatchObject({ error: { code: 'RPC_TIMEOUT', detail } })
    for (const socket of sockets) socket.destroy()
    silent.close()
  })
})

it('begins with a new socket after a failure: the kept ones may be half-open', async () => {
  const sockets = new Set<Socket>()
  const halfOpen = new Set<Socket>()
  server = await startRpcServer((request, response, socket) => {
    sockets.add(socket)
    if (!halfOpen.has(socket)) response.end(withResult(request, '0x1'))
  })
  const node = jsonRpc(server.url, 200)
  await Promise.all([node.ask(CALL), node.ask(CALL), node.ask(CALL)])
  expect(sockets.size).toBe(3)
  for (const socket of sockets) halfOpen.add(socket)
  expect(await node.ask(CALL)).toMatchObject({ error: { code: 'RPC_TIMEOUT' } })
  expect(await node.ask(CALL)).toEqual(ok(1))
})

it('keeps the answers to several questions at once apart', async () => {
  server = await startRpcServer((request, response) => response.end(withResult(request, request.params[0])))
  const { ask } = jsonRpc(server.url, 5000)
  const answers = await Promise.all(['0x1', '0x2', '0x3'].map((n) => ask({ ...CALL, params: [n] })))
  expect(answers).toEqual([ok(1), ok(2), ok(3)])
})

describe("the node's clock", () => {
  /** The example of RFC 9110, section 5.6.7. */
  const DATE = 'Sun, 06 Nov 1994 08:49:37 GMT'

  it('is the Date of the last good answer', async () => {
    const answers: RpcAnswer[] = [
      (request, response) => response.setHeader('date', DATE).end(withResult(request, '0x1')),
      (_, response) => response.end('<html>'),
      (request, response) => {
        response.sendDate = false
        response.end(withResult(request, '0x1'))
      },
    ]
    server = await startRpcServer((...exchange) => answers.shift()?.(...exchange))
    const node = jsonRpc(server.url, 5000)
    expect(node.nodeTime()).toBeNull()
    await node.ask(CALL)
    expect(node.nodeTime()).toBe(Date.UTC(1994, 10, 6, 8, 49, 37))
    await node.ask(CALL)
    expect(node.nodeTime()).toBe(Date.UTC(1994, 10, 6, 8, 49, 37))
    await node.ask(CALL)
    expect(node.nodeTime()).toBeNull()
  })
})
