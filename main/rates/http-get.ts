import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { fail, ok, type Result } from '#src/result.ts'

export interface GetLimits {
  readonly timeoutMs: number
  readonly maxBytes: number
}

interface GetTerms extends GetLimits {
  /** The media type that is asked for. */
  readonly accept: string
}

export type GetFault = 'RPC_UNREACHABLE' | 'RPC_TIMEOUT' | 'RPC_REFUSED' | 'RPC_ANSWER_INVALID'

/**
 * The body of a 200 answer to one GET. No redirect is followed, and neither a slow nor an endless
 * answer holds anything up.
 */
export async function httpGet(url: string, limits: GetTerms): Promise<Result<Uint8Array, GetFault>> {
  const { get } = new URL(url).protocol === 'https:' ? https : http
  const signal = AbortSignal.timeout(limits.timeoutMs)
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      get(url, { headers: { accept: limits.accept }, agent: false, signal }, resolve).on('error', reject)
    })
    return await bodyOf(answer, limits.maxBytes)
  } catch (error) {
    if (signal.aborted) return fail('RPC_TIMEOUT', `no whole answer within ${limits.timeoutMs} ms`)
    return fail('RPC_UNREACHABLE', error instanceof Error ? error.message : String(error))
  }
}

async function bodyOf(answer: IncomingMessage, maxBytes: number): Promise<Result<Uint8Array, GetFault>> {
  if (answer.statusCode !== 200) {
    answer.destroy()
    return fail('RPC_REFUSED', `status ${answer.statusCode}`)
  }
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of answer) {
    if (!(piece instanceof Uint8Array)) continue
    length += piece.length
    // Leaving the loop closes the connection.
    if (length > maxBytes) return fail('RPC_ANSWER_INVALID', `more than ${maxBytes} bytes`)
    pieces.push(piece)
  }
  return ok(Buffer.concat(pieces))
}
