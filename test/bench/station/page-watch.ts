import type { Page } from '@playwright/test'

/** What the whole screen said after a tap. */
export interface Shown {
  /** When its frame had been painted, ms of the page's own clock. */
  readonly at: number
  readonly isGreen: boolean
}

declare global {
  interface Window {
    /** Painted results that nobody has asked for yet. */
    shown?: Shown[]
    /** Whoever waits for the next one. */
    onShown?: (() => void) | undefined
  }
}

export interface PageWatch {
  /** The next result, or null when there is none within so many milliseconds. */
  next(ms: number): Promise<Shown | null>
  /** Forgets results that came too late for their tap; tells how many. */
  drop(): Promise<number>
  /** A moment of the page's clock as one of this process's `performance.now()`. */
  here(at: number): number
}

/** Watches the station's page from inside: each result is a new element, noted once its frame is painted. */
export async function watchPage(page: Page): Promise<PageWatch> {
  await page.evaluate(watchResults)
  const offset = await clockOffset(page)
  return {
    next: (ms) => page.evaluate(nextShown, ms),
    drop: () => page.evaluate(() => window.shown?.splice(0).length ?? 0),
    here: (at) => at + offset,
  }
}

/** Runs in the page: without named functions inside, what tsx adds to those is not there. */
function watchResults(): void {
  window.shown = []
  const seen = new WeakSet<Element>()
  new MutationObserver(() => {
    const result = document.querySelector('main.outcome')
    if (!result || seen.has(result)) return
    seen.add(result)
    const isGreen = result.matches('.result--paid, .result--offline')
    requestAnimationFrame(() => {
      // A message posted from a frame's callback arrives when that frame has been painted.
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        window.shown?.push({ at: performance.now(), isGreen })
        window.onShown?.()
      }
      port2.postMessage(null)
    })
  }).observe(document.body, { childList: true, subtree: true })
}

/** Runs in the page. */
const nextShown = async (ms: number): Promise<Shown | null> => {
  if (window.shown?.length === 0)
    await new Promise<void>((resolve) => {
      window.onShown = resolve
      setTimeout(resolve, ms)
    })
  window.onShown = undefined
  return window.shown?.shift() ?? null
}

const LOOKS = 50

/**
 * From the page's clock to ours. Both count the machine's monotonic time from starts of their own;
 * of many questions the quickest answer tells best, to half of what it took.
 */
async function clockOffset(page: Page): Promise<number> {
  let best = { took: Number.POSITIVE_INFINITY, offset: 0 }
  for (let i = 0; i < LOOKS; i += 1) {
    const asked = performance.now()
    const there = await page.evaluate(() => performance.now())
    const took = performance.now() - asked
    if (took < best.took) best = { took, offset: asked + took / 2 - there }
  }
  return best.offset
}
