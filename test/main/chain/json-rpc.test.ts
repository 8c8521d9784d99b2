import type { ServerResponse } from 'node:http'
import { afterEach, expect, it } from 'vitest'
import { countSchema } from '#main/chain/answers.ts'
import { jsonRpc } from '#main/chain/json-rpc.ts'
import { ok } from '#src/result.ts'
import { type RpcRequest, type RpcServer, startRpcServer, withError, withResult } from './rpc-server.ts'

let server: RpcServer | undefined
afterEach(() => server?.stop())

const CALL = { method: 'eth_blockNumber', params: [], answer: countSchema }

async function ask(answer: (request: RpcRequest, response: ServerResponse) => void, timeoutMs = 5000) {
  server = await startRpcServer(answer)
  return jsonRpc(server.url, timeoutMs)(CALL)
}

it('gives what the node answered', async () => {
  expect(await ask((request, response) => response.end(withResult(request, '0x2a')))).toEqual(ok(42))
})

it.each<[string, (request: RpcRequest, response: ServerResponse) => void]>([
  ['a page', (_, response) => response.end('<!DOCTYPE html><title>Sign in</title>')],
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
  [
    'the way to another place',
    (_, response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(),
  ],
  ['a gateway that lost its node', (_, response) => response.writeHead(502).end('Bad Gateway')],
  ['too many requests', (_, response) => response.writeHead(429, { 'retry-after': '1' }).end()],
])('takes %s for no answer, and does not ask again', async (_, answer) => {
  expect(await ask(answer)).toMatchObject({ ok: false, error: { code: 'RPC_ANSWER_INVALID' } })
  expect(server?.asked).toEqual(['eth_blockNumber'])
})

it('gives up on a node that takes the question and says nothing', async () => {
  const answer = await ask(() => undefined, 100)
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
  expect(await jsonRpc(server.url, 5000)(CALL)).toMatchObject({ error: { code: 'RPC_UNREACHABLE' } })
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
  expect(await jsonRpc(server.url, 5000)({ ...CALL, whenRefused })).toEqual(ok(13))
})

it('keeps the key in a URL out of the log', async () => {
  server = await startRpcServer((request, response) => response.end(withResult(request, 'nonsense')))
  const answer = await jsonRpc(`${server.url}/v3/secret-key`, 5000)(CALL)
  expect(JSON.stringify(answer)).not.toContain('secret-key')
})
