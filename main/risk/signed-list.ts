import { readFile } from 'node:fs/promises'
import type { DenyListConfig } from '#src/config/deny-list.ts'
import type { RecoverPublicKey } from '#src/payment/signature.ts'
import { type Failure, ok, type Result } from '#src/result.ts'
import {
  NO_SIGNED_LIST,
  type SignedDenyList,
  type TakenDenyList,
  takeDenyLists,
} from '#src/risk/deny-list.ts'
import type { Clock } from '#src/time/clock.ts'
import { writeDurably } from '../files/durable.ts'
import { watchFile } from '../files/watch-file.ts'
import type { GetFault } from '../rates/http-get.ts'

export type GetBytes = (url: string) => Promise<Result<Uint8Array, GetFault>>

export interface SignedListParts extends DenyListConfig {
  /** Where the last good list is kept, so that a start without a network has it. */
  readonly keptPath: string
  readonly recover: RecoverPublicKey
  readonly get: GetBytes
  readonly clock: Clock
  readonly log: (message: string) => void
}

export interface FollowedList {
  list(): SignedDenyList
  /** Why the newest at the source does not count; null when it does. */
  fault(): Failure | null
  stop(): void
}

/**
 * The operator's list: at first the one that was kept, then whatever newer comes from the source. What is
 * refused is told and changes nothing. Kept are the signed lists themselves, the full one and its changes, and
 * they are proven anew at each start. Nobody waits for a network: an address is asked after the start.
 */
export async function followSignedList(parts: SignedListParts): Promise<FollowedList> {
  const { source, keptPath, log } = parts
  let list = NO_SIGNED_LIST
  let fault: Failure | null = null

  async function take(bytes: Uint8Array): Promise<Result<undefined>> {
    const taken = takeDenyLists(list, bytes, parts)
    if (!taken.ok) return taken
    fault = null
    if (taken.value.taken.length === 0) return ok()
    list = taken.value.list
    log(`deny list: version ${list.version}, ${list.count} cards`)
    await keep(taken.value)
    return ok()
  }

  function refuse(failure: Failure): void {
    // Once each: a source is asked again and again.
    if (fault?.code !== failure.code || fault.detail !== failure.detail)
      log(`deny list: version ${list.version} as before: ${failure.code} ${failure.detail ?? ''}`)
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
  const stop = /^https?:/i.test(source)
    ? askAgainAndAgain(parts, () => list.version, take, refuse)
    : await watchFile({
        ...{ path: source, clock: parts.clock },
        async onContent(bytes) {
          const taken = await take(bytes)
          if (!taken.ok) refuse(taken.error)
        },
        onUnreadable: (error) => refuse({ code: 'FILE_READ_FAILED', detail: String(error) }),
      })
  return { list: () => list, fault: () => fault, stop }
}

/** At an address with `{version}` lie the changes since each version; where they are missing, the full list. */
function askAgainAndAgain(
  { source, everyMinutes, get, clock }: SignedListParts,
  version: () => number,
  take: (bytes: Uint8Array) => Promise<Result<undefined>>,
  refuse: (failure: Failure) => void,
): () => void {
  let isStopped = false
  let cancel = () => {}
  const hasVersions = source.includes('{version}')

  async function ask(since: number): Promise<Result<undefined>> {
    const bytes = await get(source.replaceAll('{version}', String(since)))
    return bytes.ok ? take(bytes.value) : bytes
  }

  async function askOnce(): Promise<void> {
    const since = version()
    const asked = await ask(since)
    const last =
      !asked.ok && hasVersions && since > 0 && NEEDS_FULL.has(asked.error.code) ? await ask(0) : asked
    if (!last.ok) refuse(last.error)
    if (!isStopped) cancel = clock.after(everyMinutes * 60_000, () => void askOnce())
  }

  void askOnce()
  return () => {
    isStopped = true
    cancel()
  }
}

const NEEDS_FULL: ReadonlySet<string> = new Set(['DENY_LIST_GAP', 'RPC_REFUSED'])
