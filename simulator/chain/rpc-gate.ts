import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { keccak256 } from 'ethers'
import { z } from 'zod'
import type { Hex } from '#src/payment/hex.ts'

/** The network between a terminal and a chain, with a hand on the cable. */
export interface RpcGate {
  readonly rpcUrl: string
  /** Stops listening and tears down every open connection, as a pulled cable does. */
  cut(): Promise<void>
  /** Listens again, on the same port. */
  restore(): Promise<void>
  /** Takes requests and never answers. */
  hang(): void
  /** Answers with a page, as the login portal of a hotel does. */
  answerHtml(): void
  /** Says another chain id and is right in everything else. */
  claimChain(chainId: number): void
  /** Passes requests on to the chain and drops its answers. */
  loseAnswers(): void
  /** Ends hang, answerHtml, claimChain and loseAnswers. */
  behave(): void
  /** How often a method was asked for. */
  calls(method: string): number
  /** How often a transaction was sent. */
  broadcasts(txHash: Hex): number
  stop(): Promise<void>
}

type Fault = 'hang' | 'html' | 'lose-answers' | { readonly chainId: number } | undefined

const requestSchema = z.object({ id: z.unknown(), method: z.string(), params: z.array(z.unknown()) })
type Request = z.output<typeof requestSchema>

export async function startRpcGate(targetUrl: string): Promise<RpcGate> {
  const counts = new Map<string, number>()
  let fault: Fault
  const set = (next: Fault): void => {
    fault = next
  }
  const server = createServer(async (incoming, outgoing) => {
    const body = await text(incoming)
    const request = requestSchema.parse(JSON.parse(body))
    for (const key of countedAs(request)) counts.set(key, (counts.get(key) ?? 0) + 1)
    await answer({ targetUrl, fault, body, request, incoming, outgoing })
  })
  const port = await listen(server, 0)
  return {
    rpcUrl: `http://127.0.0.1:${port}`,
    cut: () => close(server),
    async restore() {
      await listen(server, port)
    },
    hang: () => set('hang'),
    answerHtml: () => set('html'),
    claimChain: (chainId) => set({ chainId }),
    loseAnswers: () => set('lose-answers'),
    behave: () => set(undefined),
    calls: (method) => counts.get(method) ?? 0,
    broadcasts: (txHash) => counts.get(txHash) ?? 0,
    stop: () => close(server),
  }
}

const countedAs = ({ method, params }: Request): string[] =>
  method === 'eth_sendRawTransaction' ? [method, keccak256(String(params[0]))] : [method]

interface Exchange {
  readonly targetUrl: string
  readonly fault: Fault
  readonly body: string
  readonly request: Request
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
}

async function answer({ targetUrl, fault, body, request, incoming, outgoing }: Exchange): Promise<void> {
  if (fault === 'hang') return
  if (fault === 'html') {
    outgoing
      .setHeader('content-type', 'text/html')
      .end('<!DOCTYPE html><title>Sign in to the network</title>')
    return
  }
  if (typeof fault === 'object' && request.method === 'eth_chainId') {
    const result = `0x${fault.chainId.toString(16)}`
    outgoing.end(JSON.stringify({ jsonrpc: '2.0', id: request.id, result }))
    return
  }
  const headers = { 'content-type': 'application/json' }
  const answered = await fetch(targetUrl, { method: 'POST', headers, body }).then(
    (r) => r.text(),
    () => undefined,
  )
  if (fault === 'lose-answers' || answered === undefined) incoming.socket.destroy()
  else outgoing.setHeader('content-type', 'application/json').end(answered)
}

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
