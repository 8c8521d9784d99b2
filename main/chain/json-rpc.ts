import { z } from 'zod'
import type { RpcFault } from '#src/chain/port.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { type HttpAnswer, httpPost } from './http-post.ts'
import { isRateLimit, type Refusal, speaksOfRate } from './refusals.ts'

export interface Call<T> {
  readonly method: string
  readonly params: readonly unknown[]
  /** What a good answer looks like; anything else is RPC_ANSWER_INVALID. */
  readonly answer: z.ZodType<T>
  /** What an error answer means to this call; undefined for nothing special. Not asked about rate limits. */
  readonly whenRefused?: (refusal: Refusal) => Result<T, RpcFault> | undefined
  /** For the whole answer, where it must be quicker than usual. */
  readonly timeoutMs?: number
}

/** One question to one node. */
export type Ask = <T>(call: Call<T>) => Promise<Result<T, RpcFault>>

export interface RpcNode {
  /** A URL often holds the operator's key for the node: only its host may reach a log or a screen. */
  readonly host: string
  readonly ask: Ask
  /** By the Date header of its last good answer, in Unix milliseconds; null when that had none. */
  nodeTime(): number | null
}

const envelopeSchema = z.union([
  z.object({
    jsonrpc: z.literal('2.0'),
    id: z.int().nullable(),
    error: z.object({ code: z.number(), message: z.string() }),
  }),
  z.object({ jsonrpc: z.literal('2.0'), id: z.int(), result: z.unknown() }),
])

/** Long enough to recognise a node's sentence or a portal's page, short enough for a log line. */
const EXCERPT = 200

/**
 * JSON-RPC 2.0 over HTTP: exactly one POST per call and nothing behind the caller's back. The HTTP
 * client of ethers follows redirects, repeats answers with status 429 and limits only the silence
 * between two packets; here a transaction is posted once, and the limit holds for the whole answer.
 */
export function jsonRpc(url: string, timeoutMs: number): RpcNode {
  const { host } = new URL(url)
  const post = httpPost(url)
  let lastId = 0
  let lastTime: number | null = null

  async function ask<T>(call: Call<T>): Promise<Result<T, RpcFault>> {
    lastId += 1
    const id = lastId
    const { method, params } = call
    const http = await post(
      JSON.stringify({ jsonrpc: '2.0', id, method, params }),
      call.timeoutMs ?? timeoutMs,
    )
    const body = http.ok ? bodyOf(http.value) : http
    const answer = body.ok ? readAnswer(body.value, id, call) : body
    if (!answer.ok) return fail(answer.error.code, `${host} ${method}: ${answer.error.detail ?? ''}`)
    if (http.ok) lastTime = timeOf(http.value)
    return answer
  }

  return { host, ask, nodeTime: () => lastTime }
}

function timeOf({ headers }: HttpAnswer): number | null {
  const time = Date.parse(headers.date ?? '')
  return Number.isNaN(time) ? null : time
}

const NETWORK_AUTHENTICATION_REQUIRED = 511

/**
 * The body where it may be a node's answer. Nodes put error answers under statuses of their own, so
 * few statuses tell: a portal redirects, shows its page, or says 511 (RFC 6585). A page under any
 * other 5xx is the word of a gateway that lost its node.
 */
function bodyOf({ status, headers, body }: HttpAnswer): Result<string, RpcFault> {
  const isRedirect = status >= 300 && status < 400
  if (isRedirect) return fail('RPC_CAPTIVE_PORTAL', `HTTP ${status} to ${hostOf(headers.location)}`)
  const isPage = /^text\/html/i.test(headers['content-type'] ?? '') || body.trimStart().startsWith('<')
  if (status === NETWORK_AUTHENTICATION_REQUIRED || (isPage && status < 500))
    return fail('RPC_CAPTIVE_PORTAL', `HTTP ${status}: ${body.slice(0, EXCERPT)}`)
  if (status === 429) return fail('RPC_RATE_LIMITED', `HTTP ${status}: ${body.slice(0, EXCERPT)}`)
  return ok(body)
}

/** Without the rest of the address, which may name the customer's session. */
const hostOf = (location: string | undefined): string =>
  URL.canParse(location ?? '') ? new URL(location ?? '').host : 'another path'

function readAnswer<T>(text: string, id: number, call: Call<T>): Result<T, RpcFault> {
  const envelope = envelopeSchema.safeParse(parseJson(text))
  if (!envelope.success) return fail('RPC_ANSWER_INVALID', `not a JSON-RPC answer: ${text.slice(0, EXCERPT)}`)
  if ('error' in envelope.data) return meaningOf(envelope.data.error, call)
  if (envelope.data.id !== id) return fail('RPC_ANSWER_INVALID', 'the answer to another question')
  const answer = call.answer.safeParse(envelope.data.result)
  return answer.success ? ok(answer.data) : fail('RPC_ANSWER_INVALID', z.prettifyError(answer.error))
}

function meaningOf<T>(refusal: Refusal, { whenRefused }: Call<T>): Result<T, RpcFault> {
  const special = speaksOfRate(refusal) ? undefined : whenRefused?.(refusal)
  const text = `${refusal.code} ${refusal.message.slice(0, EXCERPT)}`
  return special ?? fail(isRateLimit(refusal) ? 'RPC_RATE_LIMITED' : 'RPC_REFUSED', text)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
