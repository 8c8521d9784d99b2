import type { FetchedRateConfig } from '#src/config/prices.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { type GetFault, httpGet } from './http-get.ts'
import { valueAt } from './json-pointer.ts'

const LIMITS = { timeoutMs: 10_000, maxBytes: 256 * 1024 }

/** The source's rate as a decimal string above zero. */
export async function fetchRate(
  { url, pointer }: Pick<FetchedRateConfig, 'url' | 'pointer'>,
  limits = LIMITS,
): Promise<Result<string, GetFault>> {
  const answer = await httpGet(url, { ...limits, accept: 'application/json' })
  if (!answer.ok) return answer
  const value = decimalOf(valueAt(parse(Buffer.from(answer.value).toString('utf8')), pointer))
  return value === undefined
    ? fail('RPC_ANSWER_INVALID', `no rate at ${pointer === '' ? 'the root' : pointer}`)
    : ok(value)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A number or a decimal string, to twelve places. Exponents, signs and zero are no rates. */
function decimalOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string') return undefined
  const [, whole, fraction] = /^(\d{1,12})(?:\.(\d{1,12})\d*)?$/.exec(text) ?? []
  if (whole === undefined) return undefined
  const rate = fraction === undefined ? whole : `${whole}.${fraction}`
  return /[1-9]/.test(rate) ? rate : undefined
}
