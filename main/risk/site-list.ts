import type { Address } from '#src/payment/address.ts'
import type { Failure } from '#src/result.ts'
import { cardCount, hasCard } from '#src/risk/card-set.ts'
import { NO_SITE_LIST, parseSiteList } from '#src/risk/site-list.ts'
import type { Clock } from '#src/time/clock.ts'
import { watchFile } from '../files/watch-file.ts'

export interface WatchedSiteList {
  has(card: Address): boolean
  count(): number
  /** Why the file as it is now does not count; null when it does. */
  fault(): Failure | null
  stop(): void
}

interface SiteListParts {
  readonly path: string
  readonly clock: Clock
  readonly log: (message: string) => void
}

/** Keeps the site's own list as it is in the file. While that cannot be read, the last one that could be counts. */
export async function watchSiteList({ path, clock, log }: SiteListParts): Promise<WatchedSiteList> {
  let list = NO_SITE_LIST
  let fault: Failure | null = null
  const count = () => cardCount(list.cards)
  const stop = await watchFile({
    path,
    clock,
    onContent(content) {
      list = parseSiteList(content.toString('utf8'))
      fault = null
      log(`site deny list: ${count()} cards${list.bad === 0 ? '' : `, and ${list.bad} lines that are none`}`)
    },
    onUnreadable(error) {
      fault = { code: 'FILE_READ_FAILED', detail: String(error) }
      log(`site deny list: ${count()} cards as before; ${path} cannot be read: ${error}`)
    },
  })
  return { has: (card) => hasCard(list.cards, card), count, fault: () => fault, stop }
}
