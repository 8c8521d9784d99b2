import { z } from 'zod'
import type { RpcFault } from '#src/chain/port.ts'
import { fail, ok, type Result } from '#src/result.ts'

/** A well-formed error answer: the node understood and said no. */
export interface Refusal {
  readonly code: number
  readonly message: string
}

export interface Call<T> {
  readonly method: string
  readonly params: readonly unknown[]
  /** What a good answer looks like; anything else is RPC_ANSWER_INVALID. */
  readonly answer: z.ZodType<T>
  /** What an error answer means to this call; RPC_REFUSED when it is left out. */
  readonly whenRefused?: (refusal: Refusal) => Result<T, RpcFault>
}

/** One question to one node. */
export type Ask = <T>(call: Call<T>) => Promise<Result<T, RpcFault>>

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
export function jsonRpc(url: string, timeoutMs: number): Ask {
  let lastId = 0
  // A URL often holds the operator's key for the node: only its host may reach a log.
  const host = new URL(url).host
  return async (call) => {
    lastId += 1
    const body = JSON.stringify({ jsonrpc: '2.0', id: lastId, method: call.method, params: call.params })
    const text = await post(url, body, timeoutMs)
    const answer = text.ok ? readAnswer(text.value, lastId, call) : text
    return answer.ok
      ? answer
      : fail(answer.error.code, `${host} ${call.method}: ${answer.error.detail ?? ''}`)
  }
}

async function post(url: string, body: string, timeoutMs: number): Promise<Result<string, RpcFault>> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    // Nodes put error answers under statuses of their own: only the body tells.
    return ok(await response.text())
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError')
      return fail('RPC_TIMEOUT', `no answer within ${timeoutMs} ms`)
    return fail('RPC_UNREACHABLE', reasonOf(error))
  }
}

/** Node's fetch says "fetch failed" and keeps the socket's reason in `cause`. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  if (!(cause instanceof Error)) return String(cause)
  return 'code' in cause ? String(cause.code) : cause.message
}

function readAnswer<T>(text: string, id: number, call: Call<T>): Result<T, RpcFault> {
  const envelope = envelopeSchema.safeParse(parseJson(text))
  if (!envelope.success) return fail('RPC_ANSWER_INVALID', `not a JSON-RPC answer: ${text.slice(0, EXCERPT)}`)
  if ('error' in envelope.data) {
    const { code, message } = envelope.data.error
    return (
      call.whenRefused?.({ code, message }) ?? fail('RPC_REFUSED', `${code} ${message.slice(0, EXCERPT)}`)
    )
  }
  if (envelope.data.id !== id) return fail('RPC_ANSWER_INVALID', 'the answer to another question')
  const answer = call.answer.safeParse(envelope.data.result)
  return answer.success ? ok(answer.data) : fail('RPC_ANSWER_INVALID', z.prettifyError(answer.error))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
