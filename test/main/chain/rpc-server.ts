import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

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

export async function startRpcServer(
  answer: (request: RpcRequest, response: ServerResponse) => void,
): Promise<RpcServer> {
  const asked: string[] = []
  const server = createServer(async (incoming, outgoing) => {
    const request: RpcRequest = JSON.parse(await text(incoming))
    asked.push(request.method)
    answer(request, outgoing)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
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
