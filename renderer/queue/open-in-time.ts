import type { Clock } from '#src/time/clock.ts'

/**
 * Chromium now and then never answers a page that opens its database right after the page before it was
 * taken down, on a machine with much else to do; a page that is loaded anew opens it at once. No database
 * of ours takes so long to open.
 */
const OPEN_MS = 15_000

/** The database; or, when it does not open in time, `giveUp` is called and nothing comes any more. */
export async function openInTime<T>(open: () => Promise<T>, clock: Clock, giveUp: () => void): Promise<T> {
  const cancel = clock.after(OPEN_MS, giveUp)
  try {
    return await open()
  } finally {
    cancel()
  }
}
