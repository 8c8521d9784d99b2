import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { keccak256 } from 'ethers'
import { z } from 'zod'
import { createListeners } from '#drivers/link/listeners.ts'
import type { Hex } from '#src/payment/hex.ts'

/** What a node answers when it will not: JSON-RPC 2.0, section 5.1. */
export interface RpcError {
  readonly code: number
  readonly message: string
}

/** The network between a terminal and a chain, with a hand on the cable. One fault at a time: the newest. */
export interface RpcGate {
  readonly rpcUrl: string
  /** Stops listening and tears down every open connection, as a pulled cable does. */
  cut(): Promise<void>
  /** Listens again, on the same port. */
  restore(): Promise<void>
  /** Takes requests and never answers. */
  hang(): void
  /** Holds every request back for so long. */
  slow(ms: number): void
  /** Answers with a page, as the login portal of a hotel does. */
  answerHtml(): void
  /** Says another chain id and is right in everything else. */
  claimChain(chainId: number): void
  /** HTTP status 429 with error -32005, as public nodes answer who asks too often (EIP-1474). */
  rateLimit(): void
  /** Passes nothing on and answers every request with this error. */
  refuse(error: RpcError): void
  /** Passes requests on to the chain and drops its answers. */
  loseAnswers(): void
  /** The same for sent transactions alone: the chain has them and the sender does not know. */
  loseBroadcastAnswers(): void
  /** Passes sent transactions on to the chain and says that it failed. */
  errorAfterAccept(error: RpcError): void
  /** Ends every fault but a cut. */
  behave(): void
  /** How often a method was asked for. */
  calls(method: string): number
  /** How often a transaction was sent. */
  broadcasts(txHash: Hex): number
  /** Calls with the method of each request, before it is passed on; returns the function that stops it. */
  onRequest(listener: (method: string) => void): () => void
  stop(): Promise<void>
}

const requestSchema = z.object({ id: z.unknown(), method: z.string(), params: z.array(z.unknown()) })
type Request = z.output<typeof requestSchema>

interface Exchange {
  readonly request: Request
  readonly outgoing: ServerResponse
  /** Asks the chain; undefined when the chain itself is gone. */
  readonly ask: () => Promise<string | undefined>
}

/** How the gate treats one request. */
type Manner = (exchange: Exchange) => Promise<void> | void

export async function startRpcGate(targetUrl: string): Promise<RpcGate> {
  const counts = new Map<string, number>()
  const heard = createListeners<string>()
  let manner: Manner = passOn
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy()) // who asked hung up in the middle
  })

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await text(incoming)
    const request = requestSchema.parse(JSON.parse(body))
    for (const key of countedAs(request)) counts.set(key, (counts.get(key) ?? 0) + 1)
    heard.emit(request.method)
    await manner({ request, outgoing, ask: () => askChain(targetUrl, body) })
  }

  const port = await listen(server, 0)
  const become = (next: Manner): void => {
    manner = next
  }
  return {
    rpcUrl: `http://127.0.0.1:${port}`,
    cut: () => close(server),
    async restore() {
      await listen(server, port)
    },
    hang: () => become(() => {}),
    slow: (ms) => become(slowly(ms)),
    answerHtml: () => become(showPage),
    claimChain: (chainId) => become(claiming(chainId)),
    rateLimit: () => become(limitRate),
    refuse: (error) => become((exchange) => answerError(exchange, error)),
    loseAnswers: () => become(loseAnswer),
    loseBroadcastAnswers: () => become(forBroadcasts(loseAnswer)),
    errorAfterAccept: (error) => become(forBroadcasts(denying(error))),
    behave: () => become(passOn),
    calls: (method) => counts.get(method) ?? 0,
    broadcasts: (txHash) => counts.get(txHash) ?? 0,
    onRequest: heard.add,
    stop: () => close(server),
  }
}

const BROADCAST = 'eth_sendRawTransaction'

const countedAs = ({ method, params }: Request): string[] =>
  method === BROADCAST ? [method, keccak256(String(params[0]))] : [method]

const passOn: Manner = async ({ outgoing, ask }) => {
  const answered = await ask()
  if (answered === undefined) outgoing.destroy()
  else sendJson(outgoing, answered)
}

const slowly =
  (ms: number): Manner =>
  async (exchange) => {
    await pause(ms)
    await passOn(exchange)
  }

const showPage: Manner = ({ outgoing }) => {
  outgoing.setHeader('content-type', 'text/html').end('<!DOCTYPE html><title>Sign in to the network</title>')
}

const claiming =
  (chainId: number): Manner =>
  (exchange) => {
    const { request, outgoing } = exchange
    if (request.method !== 'eth_chainId') return passOn(exchange)
    const result = `0x${chainId.toString(16)}`
    sendJson(outgoing, JSON.stringify({ jsonrpc: '2.0', id: request.id, result }))
  }

const limitRate: Manner = (exchange) => {
  exchange.outgoing.statusCode = 429
  answerError(exchange, { code: -32005, message: 'limit exceeded' })
}

const loseAnswer: Manner = async ({ outgoing, ask }) => {
  await ask()
  outgoing.destroy()
}

const denying =
  (error: RpcError): Manner =>
  async (exchange) => {
    await exchange.ask()
    answerError(exchange, error)
  }

const forBroadcasts =
  (manner: Manner): Manner =>
  (exchange) =>
    exchange.request.method === BROADCAST ? manner(exchange) : passOn(exchange)

const answerError = ({ request, outgoing }: Exchange, error: RpcError): void =>
  sendJson(outgoing, JSON.stringify({ jsonrpc: '2.0', id: request.id, error }))

function sendJson(outgoing: ServerResponse, json: string): void {
  outgoing.setHeader('content-type', 'application/json').end(json)
}

const askChain = (targetUrl: string, body: string): Promise<string | undefined> =>
  fetch(targetUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body }).then(
    (answer) => answer.text(),
    () => undefined,
  )

async function listen(server: Server, port: number): Promise<number> {
  if (!server.listening) {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the gate has no port')
  return address.port
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}
