import type { RecoveryKind } from '#src/ipc/maintenance.ts'
import type { Clock } from '#src/time/clock.ts'

/** How a page can be lost. */
export type PageLoss = Extract<RecoveryKind, 'page' | 'hung' | 'memory'>

/** A window's page, as whoever watches over it sees it. */
export interface GuardedPage {
  /** Loads it anew, whatever is there now. */
  load(): void
  /** Shows the plain page that says that the terminal is out of service. */
  showOutOfService(): void
  /** Ends its process at once. */
  kill(): void
  /** Whether something is on the screen; never resolves while the page hangs. */
  answers(): Promise<boolean>
  /** How long its process was ready and had no core, in ms since it began; 0 where nobody tells. */
  coreWaitMs(): number
  /** Memory that its process holds; 0 where nobody tells. */
  residentBytes(): number
}

export interface GuardParts {
  readonly page: GuardedPage
  readonly clock: Clock
  /** A payment is being made: a page that is loaded now would not hear of it. */
  readonly isPaying: () => boolean
  /** It is on the screen, for the first time since it was loaded. */
  readonly onShown: () => void
  readonly onLost: (how: PageLoss) => void
  /** It is on the screen again. */
  readonly onRecovered: (from: PageLoss) => void
  /** It died again and again, and is left alone for a while. */
  readonly onFailing: () => void
  /** Not even the plain page lives, or the page is as bad after the second rest. */
  readonly onHopeless: () => void
}

export interface PageGuard {
  /** Its process has ended. */
  gone(how: PageLoss): void
  /** Something was on the screen a moment ago. */
  isAnswering(): boolean
}

const ASK_MS = 2000
/**
 * A page that was there and misses more questions hangs: eight seconds, in which it could have answered. Those in
 * which its process had no core, or in which main itself came late, are no fault of the page.
 */
const MISSED = 3
/** While it is loaded it may take longer, and at most so long on a machine that is busy: half a minute. */
const MISSED_LOADING = 15
/** Main was kept from looking, by a machine that stood still or a disk that did: the page may have been, too. */
const LATE_MS = 500
/**
 * Ten times what the page needs. V8 would let it have four gigabytes, and it stands still long before: a small machine
 * has not as much, and there the kernel ends whatever it likes.
 */
const MOST_BYTES = 1_500_000_000
/** One that hangs and holds so much hangs for that: it looks for room. */
const MUCH_BYTES = 400_000_000
/** An answer is good for so long: one late answer is no news. */
const FRESH_MS = 3 * ASK_MS
/** A fifth loss within two minutes is no accident. */
const LOSSES = 4
const WITHIN_MS = 120_000
/** How long it is left alone then, the first and the second time. */
const RESTS_MS = [60_000, 300_000]
/** A card signs in a few seconds. Longer than this nobody waits for it before a screen that is dead. */
const PAYING_MS = 8000
const LOOK_AGAIN_MS = 200
/** A process that is told to end ends at once; where there is none nobody tells of its end. */
const KILL_MS = 2000

/**
 * Keeps a page alive: one that dies is loaded anew at once, one that does not answer is ended first.
 * One that dies again and again is replaced by a plain page and tried again later.
 */
export function guardPage(parts: GuardParts): PageGuard {
  const { page, clock } = parts
  let losses: readonly number[] = []
  let rests = 0
  let state: 'there' | 'lost' | 'out-of-service' = 'there'
  let lostBy: PageLoss | undefined
  let loadedAt = clock.now()
  let answeredAt = Number.NEGATIVE_INFINITY
  let missed = 0
  /** The same, without the part of the time in which it could not have answered. */
  let missedAtLeisure = 0
  let lookedAt = clock.now()
  let coreWaitMs = page.coreWaitMs()
  /** Answers of a page before do not count. */
  let load = 0
  let asking = false
  /** What follows once the process that we end is gone: what is loaded before goes down with it. */
  let afterKill: (() => void) | undefined

  function ask(): void {
    const asked = load
    asking = true
    const hear = (good: boolean): void => {
      if (asked !== load) return
      asking = false
      if (good) answered()
    }
    page.answers().then(hear, () => hear(false))
  }

  function answered(): void {
    const isFirst = answeredAt < loadedAt
    forgive()
    answeredAt = clock.now()
    if (state === 'out-of-service') return
    if (isFirst) parts.onShown()
    if (lostBy) parts.onRecovered(lostBy)
    lostBy = undefined
    if (clock.now() - loadedAt > WITHIN_MS) rests = 0
  }

  function look(): void {
    clock.after(ASK_MS, look)
    const part = leisure()
    if (state === 'lost') return
    missed += 1
    missedAtLeisure += part
    if (!asking) ask()
    const wasThere = answeredAt >= loadedAt
    const hangs = missed > MISSED_LOADING || (wasThere && missedAtLeisure > MISSED)
    if (parts.isPaying()) return
    const bytes = page.residentBytes()
    if (hangs || bytes > MOST_BYTES) lose(bytes > MUCH_BYTES ? 'memory' : 'hung', 'alive')
  }

  /** Which part of the time since the last look the page could have answered in, 0 to 1. */
  function leisure(): number {
    const late = clock.now() - lookedAt - ASK_MS
    const waited = page.coreWaitMs()
    // A process that was started anew begins to count anew.
    const kept = Math.max(0, waited - coreWaitMs)
    lookedAt = clock.now()
    coreWaitMs = waited
    return late > LATE_MS ? 0 : Math.max(0, 1 - kept / ASK_MS)
  }

  function forgive(): void {
    missed = 0
    missedAtLeisure = 0
  }

  function lose(how: PageLoss, process: 'alive' | 'gone'): void {
    if (state === 'lost') return
    const wasPlain = state === 'out-of-service'
    state = 'lost'
    begin()
    if (wasPlain) {
      parts.onHopeless()
      return
    }
    lostBy = how
    parts.onLost(how)
    losses = [...losses.filter((at) => clock.now() - at < WITHIN_MS), clock.now()]
    const next = () => (losses.length > LOSSES ? rest() : whenPaid(reload, clock.now() + PAYING_MS))
    if (process === 'alive') end(next)
    else next()
  }

  function end(next: () => void): void {
    afterKill = next
    page.kill()
    clock.after(KILL_MS, ended)
  }

  function ended(): void {
    const next = afterKill
    afterKill = undefined
    next?.()
  }

  function begin(): void {
    load += 1
    asking = false
    forgive()
    loadedAt = clock.now()
  }

  function reload(): void {
    begin()
    state = 'there'
    page.load()
  }

  /** What is on the disk when the page is loaded it names by itself. */
  function whenPaid(task: () => void, until: number): void {
    if (!parts.isPaying() || clock.now() >= until) task()
    else clock.after(LOOK_AGAIN_MS, () => whenPaid(task, until))
  }

  function rest(): void {
    const ms = RESTS_MS[rests]
    if (ms === undefined) {
      parts.onHopeless()
      return
    }
    rests += 1
    losses = []
    state = 'out-of-service'
    parts.onFailing()
    page.showOutOfService()
    clock.after(ms, () => {
      if (state === 'out-of-service') reload()
    })
  }

  clock.after(ASK_MS, look)
  return {
    gone(how) {
      if (afterKill) ended()
      else lose(how, 'gone')
    },
    isAnswering: () => clock.now() - answeredAt < FRESH_MS,
  }
}
