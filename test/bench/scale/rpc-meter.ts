import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { round } from '../figures.ts'

/** Requests of one method and the time from the request to the end of the chain's answer. */
export interface MethodFigures {
  readonly calls: number
  readonly ms: number
}

/**
 * The way to the chain for whoever is measured, with a clock beside it and a hand on the cable. It
 * looks at no more than the method, and so costs both sides of a comparison next to nothing.
 */
export interface RpcMeter {
  readonly rpcUrl: string
  /** Tears down what is open and listens no more. */
  cut(): Promise<void>
  /** Listens again, on the same port. */
  restore(): Promise<void>
  /** Passes requests of this method on and drops the answers, a given number of times. */
  loseAnswers(method: string, times: number): void
  /** Since the start or the last `reset`. */
  byMethod(): Record<string, MethodFigures>
  reset(): void
  stop(): Promise<void>
}

export async function startRpcMeter(targetUrl: string): Promise<RpcMeter> {
  const agent = new Agent({ keepAlive: true })
  const figures = new Map<string, MethodFigures>()
  let losing = { method: '', times: 0 }
  const server = createServer(async (incoming, outgoing) => {
    const body = await buffer(incoming).catch(() => undefined)
    if (!body) return
    const method = methodOf(body)
    const start = performance.now()
    const answer = await passOn(targetUrl, agent, body)
    const { calls, ms } = figures.get(method) ?? { calls: 0, ms: 0 }
    figures.set(method, { calls: calls + 1, ms: ms + performance.now() - start })
    const lost = losing.times > 0 && losing.method === method
    if (lost) losing = { method, times: losing.times - 1 }
    reply(incoming, outgoing, lost ? undefined : answer)
  })

  async function listen(port: number): Promise<number> {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('the meter has no port')
    return address.port
  }
  async function close(): Promise<void> {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }

  const port = await listen(0)
  return {
    rpcUrl: `http://127.0.0.1:${port}`,
    cut: close,
    async restore() {
      if (!server.listening) await listen(port)
    },
    loseAnswers(method, times) {
      losing = { method, times }
    },
    byMethod: () =>
      Object.fromEntries(
        [...figures].map(([method, { calls, ms }]) => [method, { calls, ms: round(ms) }] as const),
      ),
    reset: () => figures.clear(),
    async stop() {
      await close()
      agent.destroy()
    },
  }
}

/** Clients write the method before or after the parameters, but always near one of the ends. */
function methodOf(body: Buffer): string {
  const ends = body.subarray(0, 200).toString() + body.subarray(-200).toString()
  return /"method":"(\w+)"/.exec(ends)?.[1] ?? 'unknown'
}

/** undefined when the chain does not answer. */
function passOn(targetUrl: string, agent: Agent, body: Buffer): Promise<Buffer | undefined> {
  const headers = { 'content-type': 'application/json', 'content-length': body.length }
  return new Promise((resolve) => {
    const passed = request(targetUrl, { method: 'POST', agent, headers }, (answer) =>
      buffer(answer).then(resolve, () => resolve(undefined)),
    )
    passed.on('error', () => resolve(undefined))
    passed.end(body)
  })
}

function reply(incoming: IncomingMessage, outgoing: ServerResponse, answer: Buffer | undefined): void {
  if (answer === undefined) incoming.socket.destroy()
  else outgoing.setHeader('content-type', 'application/json').end(answer)
}
