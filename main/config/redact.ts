import { MASK } from './mask.ts'

/** Signatures are 65 bytes, signed transactions longer; hashes and addresses may stay. */
const LONG_HEX = /\b(?:0x)?[0-9a-f]{128,}\b/gi
/** Of web addresses only the host stays, as the rest often holds a key. */
const WEB_ADDRESS = /\b(https?|wss?):\/\/(?:[^\s/"'@]+@)?([^\s/"'?#]+)[^\s"']*/gi
const PIN_HASH = /scrypt\$[\w$-]+/g
const SHORTEST_SECRET = 4

/**
 * Nothing of what a stranger could use: known secrets, and what looks like one. Whatever is written down
 * about the terminal goes through here: each line of the log, the diagnostics, what a crash leaves.
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const known = secrets.filter((secret) => secret.length >= SHORTEST_SECRET)
  const cleaned = known
    // In JSON a secret may stand with its quotes escaped.
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .reduce((rest, secret) => rest.replaceAll(secret, MASK), text)
  return cleaned
    .replace(PIN_HASH, MASK)
    .replace(WEB_ADDRESS, '$1://$2')
    .replace(LONG_HEX, (hex) => `${hex.slice(0, 10)}…`)
}
