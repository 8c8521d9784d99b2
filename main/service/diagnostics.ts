import { basename } from 'node:path'
import { fail, ok, type Result } from '#src/result.ts'
import { withoutSecrets } from '../config/redact.ts'
import { writeDurably } from '../files/durable.ts'
import type { ServiceDialogs } from './dialogs.ts'

/** Writes one file where the person chose; null when they chose none. */
export async function writeBundle(
  dialogs: Pick<ServiceDialogs, 'save'>,
  suggestedName: string,
  textOf: () => Promise<string>,
): Promise<Result<string | null>> {
  const path = await dialogs.save(suggestedName)
  if (path === undefined) return ok(null)
  try {
    await writeDurably(path, await textOf())
    return ok(basename(path))
  } catch (error) {
    return fail('FILE_WRITE_FAILED', String(error))
  }
}

/** One JSON file, without these secrets. */
export const bundleText = (content: unknown, secrets: readonly string[]): string =>
  withoutSecrets(JSON.stringify(content, asText, 2), secrets)

const asText = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value
