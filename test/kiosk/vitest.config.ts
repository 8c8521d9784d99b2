import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const MINUTE_MS = 60_000

/** The kiosk in its guest, see docs/operating.md; `npm run kiosk` says in TAPSYR_KIOSK what to boot. */
export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  test: {
    include: ['test/kiosk/suites/*.kiosk.ts'],
    testTimeout: 20 * MINUTE_MS,
    hookTimeout: 10 * MINUTE_MS,
    // Each goes on where the one before it has left the machine.
    bail: 1,
    reporters: [['verbose', { summary: false }]],
  },
})
