import type { Address } from '../payment/address.ts'
import { isHex } from '../payment/hex.ts'
import { type CardSet, cardSetOf, NO_CARDS } from './card-set.ts'

/** The site's own list, which nobody signs: whoever writes its file is trusted. */
export interface SiteList {
  readonly cards: CardSet
  /** Lines that are no address: the others count all the same. */
  readonly bad: number
}

export const NO_SITE_LIST: SiteList = { cards: NO_CARDS, bad: 0 }

/**
 * Cards that may not pay: one address a line, in letters of either case, with # before a remark; or a
 * JSON array of them. Whatever is no address is counted and left out, so that one slip of a pen lets nobody
 * else through.
 */
export function parseSiteList(text: string): SiteList {
  const cards = new Set<Address>()
  let bad = 0
  for (const each of entriesOf(text)) {
    const address = typeof each === 'string' ? each.toLowerCase() : ''
    if (isHex(address, 20)) cards.add(address)
    else bad += 1
  }
  return { cards: cardSetOf(cards), bad }
}

function entriesOf(text: string): readonly unknown[] {
  const begun = text.trimStart()
  if (!begun.startsWith('[')) return linesOf(text)
  try {
    const json: unknown = JSON.parse(begun)
    return Array.isArray(json) ? json : [json]
  } catch {
    // Cut off or damaged: what looks like an address in it still counts, and the damage as one bad line.
    return [...(begun.match(/0x[0-9a-fA-F]{40}(?![0-9a-fA-F])/g) ?? []), null]
  }
}

const linesOf = (text: string): string[] =>
  text.split(/\r\n|\r|\n/).flatMap((line) => {
    const entry = line
      .replace(/^\uFEFF/, '')
      .replace(/#.*$/, '')
      .trim()
    return entry === '' ? [] : [entry]
  })
