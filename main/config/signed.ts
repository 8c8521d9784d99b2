import { z } from 'zod'
import { signedSchema } from '#src/config/signed.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { hasSigned } from '../crypto/ed25519.ts'
import { jsonOf } from './mask.ts'

/** Bytes, and what lies beside them in a `.sig` file: detached Ed25519 signatures, one a line in base64. */
export interface SignedBytes {
  readonly content: Uint8Array
  /** Null: there is no such file. */
  readonly signatures: string | null
}

export interface SigningTerms {
  /** Whose signatures count, in base64: one key, and the next one while keys are changed. */
  readonly keys: readonly string[]
  /** What this terminal is called, where that is known. */
  readonly terminal: string | null
  /** The highest version that has counted here; 0 before the first. */
  readonly version: number
}

/** What the operator has signed. */
export interface Signed {
  /** By this key. */
  readonly key: string
  readonly version: number
  readonly json: unknown
}

export type SigningFault =
  | 'CONFIG_UNSIGNED'
  | 'CONFIG_SIGNATURE_INVALID'
  | 'CONFIG_OLDER'
  | 'CONFIG_OTHER_TERMINAL'
  | 'CONFIG_INVALID'

/** While one file takes another's place, the signatures of both lie beside it. */
const MOST_SIGNATURES = 8

/** All that the signature itself needs; the rest of it may be a whole configuration or a part of one. */
const contentSchema = z.looseObject({
  signed: signedSchema,
  terminal: z.looseObject({ id: z.string().optional() }).optional(),
})

/**
 * Whether a configuration counts here: signed over its very bytes, for this terminal, and not older than
 * what has counted before. Nothing of it is parsed before its signature is right. The same version counts
 * again. One that names no terminal at all is for each.
 */
export function checkSigned(
  { content, signatures }: SignedBytes,
  { keys, terminal, version }: SigningTerms,
): Result<Signed, SigningFault> {
  if (signatures === null) return fail('CONFIG_UNSIGNED')
  const lines = signatures
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .slice(0, MOST_SIGNATURES)
  const key = keys.find((each) => lines.some((line) => hasSigned(each, content, line)))
  if (key === undefined) return fail('CONFIG_SIGNATURE_INVALID', 'altered, or signed by another key')
  const json = jsonOf(Buffer.from(content).toString('utf8'))
  const read = contentSchema.safeParse(json)
  if (!read.success) return fail('CONFIG_INVALID', z.prettifyError(read.error))
  const { signed } = read.data
  const named = signed.terminals ?? (read.data.terminal?.id === undefined ? null : [read.data.terminal.id])
  if (terminal !== null && named !== null && !named.includes(terminal))
    return fail('CONFIG_OTHER_TERMINAL', `for ${named.slice(0, 5).join(', ')}; this one is ${terminal}`)
  if (signed.version < version)
    return fail('CONFIG_OLDER', `version ${signed.version}, and ${version} has worked here`)
  return ok({ key, version: signed.version, json })
}
