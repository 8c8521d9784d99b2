import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { publicKeyText } from '#main/crypto/ed25519.ts'
import { envelopeText } from '#src/fleet/envelope.ts'

/** An operator of a fleet with a key of their own, made anew for each test. */
export function aFleetOperator() {
  const { privateKey } = generateKeyPairSync('ed25519')
  return {
    publicKey: publicKeyText(privateKey),
    /** Anything in an envelope. */
    seal: (content: unknown): Uint8Array => sealedBy(privateKey, JSON.stringify(content)),
    fleet: (version: number, patch: object) =>
      sealedBy(privateKey, layer({ level: 'fleet', version, patch })),
    site: (site: string, version: number, patch: object) =>
      sealedBy(privateKey, layer({ level: 'site', site, version, patch })),
    terminal: ([site, terminal]: readonly [string, string], version: number, patch: object) =>
      sealedBy(privateKey, layer({ level: 'terminal', site, terminal, version, patch })),
  }
}

const layer = (content: object): string => JSON.stringify({ kind: 'tapsyr-layer', ...content })

const sealedBy = (key: KeyObject, content: string): Uint8Array =>
  Buffer.from(envelopeText(content, [sign(null, Buffer.from(content), key).toString('base64')]))
