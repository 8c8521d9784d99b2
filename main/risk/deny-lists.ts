import { join } from 'node:path'
import { type DenyListConfig, fleetListOf } from '#src/config/deny-list.ts'
import type { Address } from '#src/payment/address.ts'
import type { RecoverPublicKey } from '#src/payment/signature.ts'
import type { Failure } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import type { Fed } from '../fleet/fed.ts'
import { httpGet } from '../rates/http-get.ts'
import { followSignedList, type GetBytes } from './signed-list.ts'
import { watchSiteList } from './site-list.ts'

/** Cards that may not pay here: those of the operator's signed list and of the site's own. */
export interface DenyLists {
  has(card: Address): boolean
  /** Of the operator's list, in ms; null where there is none. A list of the future is new. */
  ageAt(now: number): number | null
  state(): DenyListState
  /** What the operator's list is fed with by the fleet; null where it is from elsewhere. */
  readonly fed: Fed | null
  stop(): void
}

export interface DenyListState {
  /** The operator's list; null where none is configured. Version 0: none was ever good. */
  readonly signed: (ListState & { readonly version: number }) | null
  /** The site's own. */
  readonly site: ListState | null
}

interface ListState {
  readonly count: number
  readonly source: string
  /** Why the newest at the source does not count. */
  readonly fault: Failure | null
}

export const NO_DENY_LISTS: DenyLists = {
  has: () => false,
  ageAt: () => null,
  state: () => ({ signed: null, site: null }),
  fed: null,
  stop: () => undefined,
}

export interface DenyListsParts {
  readonly signed: DenyListConfig | undefined
  /** The file of the site's own list. */
  readonly site: string | undefined
  readonly userData: string
  readonly recover: RecoverPublicKey
  readonly clock: Clock
  /** Why the newest list of the fleet is refused; null when it counts. Again and again. */
  readonly onJudged: (why: string | null) => void
  readonly log: (message: string) => void
  readonly get?: GetBytes
}

/** Room for 400,000 cards. */
const LIMITS = { accept: 'application/octet-stream', timeoutMs: 30_000, maxBytes: 8 * 1024 * 1024 }

/** Resolves when the lists on this machine count; nobody waits for a network. */
export async function openDenyLists(parts: DenyListsParts): Promise<DenyLists> {
  const { signed, site, userData, get = (url) => httpGet(url, LIMITS) } = parts
  const operators = signed
    ? await followSignedList({ ...parts, ...signed, keptPath: join(userData, keptName(signed)), get })
    : null
  const own = site === undefined ? null : await watchSiteList({ ...parts, path: site })
  return {
    has: (card) => operators?.list().has(card) || own?.has(card) || false,
    ageAt(now) {
      const list = operators?.list()
      return list && list.version > 0 ? Math.max(0, now - list.issuedAt * 1000) : null
    },
    state() {
      const list = operators?.list()
      return {
        signed:
          operators && list && signed
            ? { version: list.version, count: list.count, source: signed.source, fault: operators.fault() }
            : null,
        site: own && site !== undefined ? { count: own.count(), source: site, fault: own.fault() } : null,
      }
    },
    fed: operators?.fed ?? null,
    stop() {
      operators?.stop()
      own?.stop()
    },
  }
}

/** Lists of a fleet have versions of their own each: one must not make another one look old. */
function keptName({ source }: DenyListConfig): string {
  const list = fleetListOf(source)
  return list === undefined ? 'deny-list.bin' : `deny-list.${list}.bin`
}
