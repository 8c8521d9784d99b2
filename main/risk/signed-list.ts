import { readFile } from 'node:fs/promises'
import { type DenyListConfig, fleetListOf } from '#src/config/deny-list.ts'
import type { RecoverPublicKey } from '#src/payment/signature.ts'
import { type Failure, fail, ok, type Result } from '#src/result.ts'
import {
  NO_SIGNED_LIST,
  type SignedDenyList,
  type TakenDenyList,
  takeDenyLists,
} from '#src/risk/deny-list.ts'
import type { Clock } from '#src/time/clock.ts'
import { writeDurably } from '../files/durable.ts'
import { watchFile } from '../files/watch-file.ts'
import type { Fed } from '../fleet/fed.ts'
import type { GetFault } from '../rates/http-get.ts'
import { askAgainAndAgain } from './asked-list.ts'
import { fedList } from './fed-list.ts'
import type { ListTaker } from './list-source.ts'

export type GetBytes = (url: string) => Promise<Result<Uint8Array, GetFault>>

export interface SignedListParts extends DenyListConfig {
  /** Where the last good list is kept, so that a start without a network has it. */
  readonly keptPath: string
  readonly recover: RecoverPublicKey
  readonly get: GetBytes
  readonly clock: Clock
  /** Why the newest list of the fleet is refused; null when it counts. Again and again. */
  readonly onJudged: (why: string | null) => void
  readonly log: (message: string) => void
}

export interface FollowedList {
  list(): SignedDenyList
  /** Why the newest at the source does not count; null when it does. */
  fault(): Failure | null
  /** Null where it comes from elsewhere than the fleet. */
  readonly fed: Fed | null
  stop(): void
}

/**
 * The operator's list: at first the one that was kept, then whatever newer comes from the source. What is
 * refused is told and changes nothing. Kept are the signed lists themselves, the full one and its changes, and
 * they are proven anew at each start. Nobody waits for a network: an address is asked after the start, and so is
 * the fleet.
 */
export async function followSignedList(parts: SignedListParts): Promise<FollowedList> {
  const { source, keptPath, log } = parts
  const ofFleet = fleetListOf(source)
  let list = NO_SIGNED_LIST
  let fault: Failure | null = null

  async function take(bytes: Uint8Array): Promise<Result<undefined>> {
    const taken = takeDenyLists(list, bytes, parts)
    if (!taken.ok) return taken
    if (taken.value.taken.length === 0) return ok()
    list = taken.value.list
    log(`deny list: version ${list.version}, ${list.count} cards`)
    await keep(taken.value)
    return ok()
  }

  function settle(looked: Result<undefined>): void {
    const failure = looked.ok ? null : looked.error
    const why = failure && `${failure.code} ${failure.detail ?? ''}`
    if (ofFleet !== undefined) parts.onJudged(why && `${ofFleet}: ${why}`)
    // Once each: a source is asked again and again.
    if (failure && (fault?.code !== failure.code || fault.detail !== failure.detail))
      log(`deny list: version ${list.version} as before: ${why}`)
    fault = failure
  }

  async function keep({ taken, isFull }: TakenDenyList): Promise<void> {
    try {
      const before = isFull ? [] : [await readFile(keptPath)]
      await writeDurably(keptPath, [...before, ...taken])
    } catch (error) {
      log(`deny list: counts until the terminal is closed, as it cannot be kept: ${error}`)
    }
  }

  const kept = await readFile(keptPath).catch(() => undefined)
  if (kept) {
    const proven = takeDenyLists(list, kept, parts)
    if (proven.ok) list = proven.value.list
    else
      log(
        `deny list: the one that was kept does not count: ${proven.error.code} ${proven.error.detail ?? ''}`,
      )
  }
  const taker = { version: () => list.version, take, settle }
  const fed = ofFleet === undefined ? null : fedList(ofFleet, taker)
  const stop = fed ? () => undefined : await lookAtSource(parts, taker)
  return { list: () => list, fault: () => fault, fed, stop }
}

async function lookAtSource(parts: SignedListParts, taker: ListTaker): Promise<() => void> {
  const { source, clock } = parts
  if (/^https?:/i.test(source)) return askAgainAndAgain(parts, taker)
  return watchFile({
    ...{ path: source, clock },
    onContent: async (bytes) => taker.settle(await taker.take(bytes)),
    onUnreadable: (error) => taker.settle(fail('FILE_READ_FAILED', String(error))),
  })
}
