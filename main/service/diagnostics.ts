import { basename } from 'node:path'
import { fail, ok, type Result } from '#src/result.ts'
import { withoutSecrets } from '../config/redact.ts'
import { writeDurably } from '../files/durable.ts'
import type { ServiceDialogs } from './dialogs.ts'

export interface BundleParts {
  readonly dialogs: Pick<ServiceDialogs, 'save'>
  readonly suggestedName: string
  readonly content: unknown
  readonly secrets: readonly string[]
}

/** Writes one JSON file where the person chose; null when they chose none. */
export async function writeBundle(parts: BundleParts): Promise<Result<string | null>> {
  const path = await parts.dialogs.save(parts.suggestedName)
  if (path === undefined) return ok(null)
  try {
    await writeDurably(path, withoutSecrets(JSON.stringify(parts.content, asText, 2), parts.secrets))
    return ok(basename(path))
  } catch (error) {
    return fail('FILE_WRITE_FAILED', String(error))
  }
}

const asText = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value
