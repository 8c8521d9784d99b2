import { once } from 'node:events'
import { createServer } from 'node:https'
import { TEST_CERTIFICATE } from '../main/chain/test-certificate.ts'

/** A server by TLS whose certificate nobody has signed but itself. */
export interface SelfSigned {
  readonly url: string
  connections(): number
  /** What was asked of it: nothing, as long as nobody takes its certificate. */
  requests(): number
  close(): Promise<void>
}

export async function selfSigned(): Promise<SelfSigned> {
  let requests = 0
  let connections = 0
  const server = createServer(TEST_CERTIFICATE, (_request, response) => {
    requests += 1
    response.end('{}')
  })
  server.on('connection', () => {
    connections += 1
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    url: `https://127.0.0.1:${address.port}/`,
    connections: () => connections,
    requests: () => requests,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
