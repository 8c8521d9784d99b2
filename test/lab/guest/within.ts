import { expect, type TestContext } from 'vitest'
import { slow } from './slowness.ts'

/** What a shop is promised: a device pulled out fails, and one plugged in works, within two seconds. */
export const PROMISED_MS = slow(2_000)

/** Notes for the report how long something took since `start`, which may not be longer than promised. */
export function within({ task }: TestContext, what: string, start: number): void {
  const ms = Math.round(performance.now() - start)
  const meta = task.meta as { lab?: { what: string; ms: number }[] }
  meta.lab = [...(meta.lab ?? []), { what, ms }]
  expect(ms).toBeLessThan(PROMISED_MS)
}
