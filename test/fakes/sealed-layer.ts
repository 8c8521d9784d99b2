import { orderKey, sealedBy } from './sealed.ts'

/** An operator of a fleet with a key of their own, made anew for each test. */
export function aFleetOperator() {
  const { key, secret } = orderKey()
  const seal = (content: object): Uint8Array => sealedBy(secret, content)
  const layer = (content: object) => seal({ kind: 'tapsyr-layer', ...content })
  return {
    publicKey: key,
    /** Anything in an envelope. */
    seal,
    fleet: (version: number, patch: object) => layer({ level: 'fleet', version, patch }),
    site: (site: string, version: number, patch: object) => layer({ level: 'site', site, version, patch }),
    terminal: ([site, terminal]: readonly [string, string], version: number, patch: object) =>
      layer({ level: 'terminal', site, terminal, version, patch }),
  }
}
