import type { Asset } from '#src/money/asset.ts'

/**
 * An amount while it is typed. Digits shift in from the right as on a card terminal; a comma or
 * point says that what stands there are whole coins, and cents follow.
 */
export interface Entry {
  readonly digits: string
  /** Null while digits shift in; else the cents typed after the comma. */
  readonly cents: string | null
  /** Of an earlier sale that was not paid: the next digit starts anew. */
  readonly kept: boolean
}

export const emptyEntry: Entry = { digits: '', cents: null, kept: false }

/** Decimals that people type: cents, or fewer where the asset has fewer. */
const placesOf = ({ decimals }: Asset): number => Math.min(2, decimals)

export interface Limits {
  readonly asset: Asset
  readonly maxUnits: bigint
  /** What the last digit counts while digits shift in; cents where it is left out. */
  readonly step?: bigint
}

/** The entry after digits ("7", "00"). Digits beyond the length of the limit change nothing. */
export function typeDigits(before: Entry, digits: string, limits: Limits): Entry {
  const entry = before.kept ? emptyEntry : before
  if (entry.cents !== null) {
    const cents = entry.cents + digits
    return cents.length > placesOf(limits.asset) ? entry : { ...entry, cents }
  }
  const next = { ...entry, digits: (entry.digits + digits).replace(/^0+/, '') }
  return next.digits.length > lengthOf(limits) ? entry : next
}

export function typePoint(before: Entry, { asset }: Limits): Entry {
  const entry = before.kept ? emptyEntry : before
  return placesOf(asset) === 0 || entry.cents !== null ? entry : { ...entry, cents: '' }
}

export function deleteDigit(entry: Entry): Entry {
  if (entry.cents === '') return { ...entry, cents: null, kept: false }
  if (entry.cents !== null) return { ...entry, cents: entry.cents.slice(0, -1), kept: false }
  return { ...entry, digits: entry.digits.slice(0, -1), kept: false }
}

/** The entry of a sale that came to nothing, shown again. */
export const keep = (entry: Entry): Entry => (entry === emptyEntry ? entry : { ...entry, kept: true })

/** `step`: what the last digit counts while digits shift in. */
export function unitsOf(entry: Entry, asset: Asset, step = centOf(asset)): bigint {
  if (entry.cents === null) return BigInt(entry.digits || '0') * step
  const places = placesOf(asset)
  return BigInt(entry.digits + entry.cents.padEnd(places, '0') || '0') * centOf(asset)
}

/** Digits of the highest amount in cents, and one more: so that "too much" can be typed, and is said. */
function lengthOf({ asset, maxUnits, step = centOf(asset) }: Limits): number {
  return (maxUnits / step).toString().length + 1
}

const centOf = (asset: Asset): bigint => 10n ** BigInt(asset.decimals - placesOf(asset))
