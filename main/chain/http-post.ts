import http, { type ClientRequest, type IncomingHttpHeaders } from 'node:http'
import https from 'node:https'
import { text } from 'node:stream/consumers'
import type { RpcFault } from '#src/chain/port.ts'
import { fail, ok, type Result } from '#src/result.ts'

export interface HttpAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** One POST of JSON and its whole answer, whatever its status, within `timeoutMs`. */
export type HttpPost = (body: string, timeoutMs: number) => Promise<Result<HttpAnswer, RpcFault>>

/** A kept socket that was idle for longer is not used again: the other end may be gone without a word. */
const IDLE_MS = 4000

/**
 * POSTs to one address, over sockets that are kept between the calls: a new one costs up to three
 * trips. After a failure all kept ones are suspect (a pulled cable leaves them open and silent),
 * so the next call begins with a new one. Nothing is sent twice and no redirect is followed.
 */
export function httpPost(url: string): HttpPost {
  const { Agent, request } = new URL(url).protocol === 'https:' ? https : http
  const newAgent = () => new Agent({ keepAlive: true, timeout: IDLE_MS })
  let agent = newAgent()
  return async (body, timeoutMs) => {
    const used = agent
    const signal = AbortSignal.timeout(timeoutMs)
    let isConnected = false
    try {
      const headers = { 'content-type': 'application/json' }
      const outgoing = request(url, { method: 'POST', headers, agent: used, signal })
      outgoing.once('socket', (socket) => {
        isConnected = !socket.connecting
        if (socket.connecting)
          socket.once('connect', () => {
            isConnected = true
          })
      })
      return ok(await exchange(outgoing, body))
    } catch (error) {
      if (agent === used) agent = newAgent()
      if (!signal.aborted) return faultOf(error)
      const silence = isConnected ? 'connected, but no answer' : 'no connection'
      return fail('RPC_TIMEOUT', `${silence} within ${timeoutMs} ms`)
    }
  }
}

const exchange = (outgoing: ClientRequest, body: string): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    outgoing.on('error', reject)
    outgoing.on('response', (incoming) => {
      const { statusCode = 0, headers } = incoming
      text(incoming).then((answer) => resolve({ status: statusCode, headers, body: answer }), reject)
    })
    outgoing.end(body)
  })

/** How OpenSSL's names of a bad certificate begin, and Node's and OpenSSL's of a failed handshake. */
const TLS_FAULTS = [
  ...['CERT_', 'DEPTH_ZERO_', 'SELF_SIGNED_', 'UNABLE_TO_', 'HOSTNAME_MISMATCH', 'INVALID_CA'],
  ...['INVALID_PURPOSE', 'PATH_LENGTH_', 'ERROR_IN_CERT_'],
  ...['ERR_TLS_', 'ERR_SSL_', 'EPROTO'],
]

function faultOf(error: unknown) {
  if (!(error instanceof Error)) return fail('RPC_UNREACHABLE', String(error))
  if (!('code' in error)) return fail('RPC_UNREACHABLE', error.message)
  const code = String(error.code)
  const isTls = TLS_FAULTS.some((start) => code.startsWith(start))
  return fail(isTls ? 'RPC_TLS_FAILED' : 'RPC_UNREACHABLE', code)
}
