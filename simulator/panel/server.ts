import { randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { World } from '../world.ts'
import { type PanelFeed, startFeed } from './feed.ts'
import { PANEL_FILES } from './files.ts'
import { act, actionSchema } from './snapshot.ts'

/** The simulator's panel, as a page for a browser on this machine. */
export interface Panel {
  /** Holds the token: whoever has it can lay cards on the reader. */
  readonly url: string
  stop(): Promise<void>
}

const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

export async function startPanel(world: World): Promise<Panel> {
  const token = randomBytes(24).toString('hex')
  const feed = startFeed(world)
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
    const path = pathInside(request, token)
    if (path === undefined) return refuse(response, 403)
    handle({ world, feed, path, request, response }).catch(() => refuse(response, 500))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the panel has no port')
  return {
    url: `http://127.0.0.1:${address.port}/${token}/`,
    async stop() {
      feed.stop()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** What is asked for behind the token; undefined for anybody without it, and for a page elsewhere that found our port. */
function pathInside({ url = '', headers }: IncomingMessage, token: string): string | undefined {
  if (!/^127\.0\.0\.1:\d+$/.test(headers.host ?? '')) return undefined
  const [, given = '', ...rest] = url.split('/')
  const same = given.length === token.length && timingSafeEqual(Buffer.from(given), Buffer.from(token))
  return same ? rest.join('/') : undefined
}

interface Visit {
  readonly world: World
  readonly feed: PanelFeed
  readonly path: string
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

async function handle(visit: Visit): Promise<void> {
  const { feed, path, request, response } = visit
  if (request.method === 'POST') return path === 'act' ? obey(visit) : refuse(response, 404)
  if (request.method !== 'GET') return refuse(response, 405)
  const known = PANEL_FILES.get(path)
  if (known) return send(response, known.type, await known.read())
  if (path === 'state') return send(response, 'application/json', JSON.stringify(feed.snapshot()))
  if (path === 'events') {
    response.setHeader('content-type', 'text/event-stream')
    return feed.join(response)
  }
  return sendReceipt(visit)
}

async function obey({ world, request, response }: Visit): Promise<void> {
  // A form on another site cannot send JSON without asking first.
  if (request.headers['content-type'] !== 'application/json') return refuse(response, 415)
  const action = actionSchema.safeParse(readJson(await text(request)))
  if (!action.success) return refuse(response, 400)
  await act(world, action.data)
  response.writeHead(204).end()
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

async function sendReceipt({ world, path, response }: Visit): Promise<void> {
  const index = /^receipts\/(\d{1,6})\.png$/.exec(path)?.[1]
  const receipt = index === undefined ? undefined : world.printer.receipts[Number(index)]
  if (!receipt) return refuse(response, 404)
  send(response, 'image/png', await receipt.png())
}

const send = (response: ServerResponse, type: string, body: string | Uint8Array): void =>
  void response.setHeader('content-type', type).end(body)

const refuse = (response: ServerResponse, status: number): void =>
  void (response.headersSent ? response.end() : response.writeHead(status).end())
