import type { ErrorCode } from '#src/errors/codes.ts'
import { type Failure, fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { isInRollout } from '#src/update/rollout.ts'
import type { UpdateState, UpdateStep, WaitReason } from '#src/update/state.ts'
import { compareVersions } from '#src/update/version.ts'
import type { Archive, Offer } from './feed.ts'
import type { UpdateMemory } from './memory.ts'
import { type Activity, NOTHING_GOES_ON, whatHinders } from './safe-moment.ts'
import type { Versions } from './versions.ts'

/** Looks for new versions, and restarts into one when nobody would notice. */
export interface Updater {
  state(): UpdateState
  /** Begins to look for versions. */
  start(activity: Activity): void
  /** Somebody is at the terminal. */
  touched(): void
  /** Looks now; what comes of it is in the state. */
  check(): void
  /**
   * Takes the newest without waiting for this terminal's turn, or for a quiet moment but those of money. `onEnd` hears
   * which it is, as soon as it lies there, or null: what runs is the newest.
   */
  takeNow(onEnd?: (end: Result<string | null>) => void): void
  stop(): void
}

export interface UpdaterParts {
  readonly installed: string
  readonly checkEveryMs: number
  readonly quietMs: number
  readonly clock: Clock
  readonly versions: Versions
  readonly fetchOffer: () => Promise<Result<Offer>>
  /** Resolves with the path of a file that is what the operator signed. */
  readonly download: (
    archive: Archive,
    onPercent: (percent: number) => void,
    cancel: AbortSignal,
  ) => Promise<Result<string>>
  /** The archive is not needed any more. */
  readonly discard: () => Promise<void>
  readonly memory: UpdateMemory
  readonly remember: (memory: UpdateMemory) => Promise<void>
  readonly rolledBack: UpdateState['rolledBack']
  readonly restart: () => void
  readonly onFault: (failure: Failure) => void
  readonly onGood: () => void
  readonly log: (message: string) => void
}

const LOOK_MS = 1000
/** After a start others want the network first. */
const FIRST_MS = 15_000
const NETWORK_AGAIN_MS = 10 * 60_000
const OF_NETWORK: ReadonlySet<ErrorCode> = new Set(['RPC_UNREACHABLE', 'RPC_TIMEOUT', 'RPC_REFUSED'])

export function createUpdater(parts: UpdaterParts): Updater {
  const { installed, clock, versions, log } = parts
  let { memory } = parts
  let activity = NOTHING_GOES_ON
  let touchedAt = clock.now()
  let entries = 0
  let isAsked = false
  let step: UpdateStep = { kind: 'idle' }
  let available: string | null = null
  let checkedAt: number | null = null
  let fault: Failure | null = null
  /** It lies there unpacked. */
  let ready: string | null = null
  let checking: Promise<Result<undefined>> | null = null
  const stopping = new AbortController()
  let cancelLook = (): void => undefined
  let cancelCheck = (): void => undefined

  function refuse(found: Failure): void {
    const failure = OF_NETWORK.has(found.code) ? { ...found, code: 'UPDATE_UNREACHABLE' as const } : found
    if (fault?.code !== failure.code || fault.detail !== failure.detail) {
      log(`update refused: ${failure.code} ${failure.detail ?? ''}`)
      parts.onFault(failure)
    }
    fault = failure
    isAsked = false
  }

  function check(): Promise<Result<undefined>> {
    if (step.kind === 'restarting' || stopping.signal.aborted) return Promise.resolve(ok())
    checking ??= checkNow().finally(() => {
      checking = null
    })
    return checking
  }

  async function checkNow(): Promise<Result<undefined>> {
    cancelCheck()
    if (ready === null) step = { kind: 'checking' }
    const taken = await takeNewest().catch((error) => fail('INTERNAL', String(error)))
    if (stopping.signal.aborted) return taken
    if (taken.ok) {
      fault = null
      parts.onGood()
    } else refuse(taken.error)
    if (ready !== null) void waitForMoment()
    else if (step.kind !== 'staged') step = { kind: 'idle' }
    const again = fault?.code === 'UPDATE_UNREACHABLE' ? NETWORK_AGAIN_MS : parts.checkEveryMs
    cancelCheck = clock.after(Math.min(again, parts.checkEveryMs), () => void check())
    return fault ? { ok: false, error: fault } : ok()
  }

  async function take(onEnd: (end: Result<string | null>) => void): Promise<void> {
    isAsked = true
    // That one may have asked the server before there was what is wanted, or have been refused.
    if (checking) await checking
    isAsked = true
    if (ready !== null) void waitForMoment()
    const taken = ready === null ? await check() : ok()
    if (!stopping.signal.aborted) onEnd(taken.ok ? ok(ready) : taken)
  }

  async function takeNewest(): Promise<Result<undefined>> {
    const offer = await parts.fetchOffer()
    if (!offer.ok) return offer
    checkedAt = clock.now()
    const judged = await judge(offer.value)
    if (!judged.ok) return judged
    const { version, archive, percentage } = offer.value
    if (compareVersions(version, installed) === 0) {
      available = null
      return ok()
    }
    available = version
    if (!isAsked && !isInRollout(memory.rolloutId, percentage)) {
      step = { kind: 'staged' }
      return ok()
    }
    return version === ready ? ok() : prepare(version, archive)
  }

  /** Of what is signed: not older than what was offered before, and not what has failed here. */
  async function judge({ version }: Offer): Promise<Result<undefined>> {
    const least = compareVersions(memory.newest, installed) > 0 ? memory.newest : installed
    if (compareVersions(version, least) < 0) return fail('UPDATE_OLDER', `${version}, after ${least}`)
    if (compareVersions(version, memory.newest) > 0) {
      memory = { ...memory, newest: version }
      await parts.remember(memory)
    }
    return (await versions.hasFailed(version)) ? fail('UPDATE_ROLLED_BACK', version) : ok()
  }

  async function prepare(version: string, archive: Archive): Promise<Result<undefined>> {
    log(`update: fetching ${version}`)
    step = { kind: 'downloading', percent: 0 }
    const onPercent = (percent: number): void => {
      step = { kind: 'downloading', percent }
    }
    const path = await parts.download(archive, onPercent, stopping.signal)
    if (!path.ok) return path
    step = { kind: 'unpacking' }
    const unpacked = await versions.install(version, path.value)
    await parts.discard()
    if (!unpacked.ok) return unpacked
    ready = version
    log(`update: ${version} is ready`)
    return ok()
  }

  function hindrance(): WaitReason | null {
    const now = clock.now()
    if (activity.entries() !== entries) touchedAt = now
    entries = activity.entries()
    return whatHinders({ activity, touchedAt, now, isAsked, quietMs: parts.quietMs })
  }

  async function waitForMoment(): Promise<void> {
    cancelLook()
    if (ready === null || step.kind === 'restarting' || stopping.signal.aborted) return
    const reason = hindrance()
    step = reason === null ? { kind: 'restarting' } : { kind: 'waiting', reason }
    if (reason === null && (await isHeld())) return restartInto(ready)
    if (reason === null) step = { kind: 'waiting', reason: 'sale' }
    cancelLook = clock.after(LOOK_MS, () => void waitForMoment())
  }

  /** Nobody can begin a sale any more, and nothing has begun while that was made sure of. */
  async function isHeld(): Promise<boolean> {
    if (!(await activity.hold())) return false
    if (hindrance() === null) return true
    activity.letGo()
    return false
  }

  async function restartInto(version: string): Promise<void> {
    const switched = await versions.switchTo(version)
    if (switched.ok) {
      log(`update: restarting into ${version}`)
      parts.restart()
      return
    }
    activity.letGo()
    ready = null
    step = { kind: 'idle' }
    refuse(switched.error)
  }

  return {
    state: () => ({
      ...{ installed, available, step, checkedAt, rolledBack: parts.rolledBack },
      // What is being fetched is not refused.
      fault: step.kind === 'downloading' || step.kind === 'unpacking' ? null : fault,
    }),
    start(now) {
      activity = now
      entries = now.entries()
      touchedAt = clock.now()
      cancelCheck = clock.after(Math.min(FIRST_MS, parts.checkEveryMs), () => void check())
    },
    touched() {
      touchedAt = clock.now()
    },
    check: () => void check(),
    takeNow: (onEnd = () => undefined) => void take(onEnd),
    stop() {
      stopping.abort()
      cancelLook()
      cancelCheck()
    },
  }
}
