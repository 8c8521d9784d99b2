import { basename } from 'node:path'
import { fail, ok, type Result } from '#src/result.ts'
import { writeDurably } from '../files/durable.ts'
import type { ServiceDialogs } from './dialogs.ts'

/** Signatures are 65 bytes, signed transactions longer; hashes and addresses may stay. */
const LONG_HEX = /\b(?:0x)?[0-9a-f]{128,}\b/gi
/** Of web addresses in log lines only the host stays, as the rest often holds a key. */
const WEB_ADDRESS = /\b(https?|wss?):\/\/(?:[^\s/"'@]+@)?([^\s/"'?#]+)[^\s"']*/gi
const PIN_HASH = /scrypt\$[\w$-]+/g
const SHORTEST_SECRET = 4

/** Nothing of what a stranger could use: known secrets, and what looks like one. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const known = secrets.filter((secret) => secret.length >= SHORTEST_SECRET)
  const cleaned = known
    // In JSON a secret may stand with its quotes escaped.
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .reduce((rest, secret) => rest.replaceAll(secret, '•••'), text)
  return cleaned
    .replace(PIN_HASH, '•••')
    .replace(WEB_ADDRESS, '$1://$2')
    .replace(LONG_HEX, (hex) => `${hex.slice(0, 10)}…`)
}

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
