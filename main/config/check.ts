import type { z } from 'zod'
import { type Config, configSchema } from '#src/config/schema.ts'
import type { ConfigProblem } from '#src/ipc/maintenance.ts'
import { parseAmount } from '#src/money/amount.ts'

export type CheckedConfig =
  | { readonly config: Config; readonly problems: readonly [] }
  | { readonly config: null; readonly problems: readonly ConfigProblem[] }

/** Holds a text against everything that a configuration must be. */
export function checkConfig(text: string): CheckedConfig {
  const json = parseJson(text)
  return json instanceof Error
    ? { config: null, problems: [{ path: '', kind: 'format', text: json.message }] }
    : checkJson(json)
}

export function checkJson(json: unknown): CheckedConfig {
  const parsed = configSchema.safeParse(json)
  if (!parsed.success)
    return { config: null, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue)) }
  const { maxPayment, asset } = parsed.data.money
  const max = parseAmount(maxPayment, asset)
  if (max.ok) return { config: parsed.data, problems: [] }
  const text = max.error.detail ?? max.error.code
  return { config: null, problems: [{ path: 'money.maxPayment', kind: 'format', text }] }
}

/** "money.payee: Required; shop: Unrecognized key" */
export const problemsText = (problems: readonly ConfigProblem[]): string =>
  problems.map(({ path, text }) => (path === '' ? text : `${path}: ${text}`)).join('; ')

function problemsOf(issue: z.core.$ZodIssue): ConfigProblem[] {
  const path = issue.path.join('.')
  if (issue.code !== 'unrecognized_keys') return [{ path, kind: kindOf(issue), text: issue.message }]
  return issue.keys.map((key) => ({
    path: path === '' ? key : `${path}.${key}`,
    kind: 'unknown',
    text: 'there is no such field',
  }))
}

function kindOf(issue: z.core.$ZodIssue): ConfigProblem['kind'] {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined && /received undefined/.test(issue.message) ? 'missing' : 'type'
    case 'invalid_value':
    case 'invalid_union':
      return 'choice'
    case 'invalid_format':
      return 'format'
    case 'too_big':
    case 'too_small':
    case 'not_multiple_of':
      return 'range'
    default:
      return 'other'
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    return error instanceof Error ? error : new Error('not JSON')
  }
}
