import { once } from 'node:events'
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { TEST_CERTIFICATE } from './test-certificate.ts'

/** A node of few words on a loopback port: what each request is answered with, a test decides. */
export interface RpcServer {
  readonly url: string
  /** Methods that were asked for, in order. */
  readonly asked: string[]
  stop(): Promise<void>
}

export interface RpcRequest {
  readonly id: number
  readonly method: string
  readonly params: unknown[]
}

/** `socket` is the connection that a request came by. */
export type RpcAnswer = (request: RpcRequest, response: ServerResponse, socket: Socket) => void

export const startRpcServer = (answer: RpcAnswer): Promise<RpcServer> =>
  start('http', (listener) => createServer(listener), answer)

/** The same behind a certificate that nobody vouches for. */
export const startSelfSignedRpcServer = (answer: RpcAnswer): Promise<RpcServer> =>
  start('https', (listener) => createTlsServer(TEST_CERTIFICATE, listener), answer)

async function start(
  scheme: string,
  serve: (listener: RequestListener) => Server,
  answer: RpcAnswer,
): Promise<RpcServer> {
  const asked: string[] = []
  const server = serve(async (incoming, outgoing) => {
    const request: RpcRequest = JSON.parse(await text(incoming))
    asked.push(request.method)
    answer(request, outgoing, incoming.socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `${scheme}://127.0.0.1:${address.port}`,
    asked,
    async stop() {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

export const withResult = ({ id }: RpcRequest, result: unknown): string =>
  JSON.stringify({ jsonrpc: '2.0', id, result })

export const withError = ({ id }: RpcRequest, code: number, message: string): string =>
  JSON.stringify({ jsonrpc: '2.0', id, error: { code, message } })
