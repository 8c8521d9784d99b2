import { defineConfig } from '@playwright/test'

/** Tests of the built terminal in the real Electron. Run by `npm test`, which builds it and finds a display. */
export default defineConfig({
  testDir: 'cases',
  outputDir: '../../test-results/e2e',
  // One terminal at a time: two would share the machine's two cores and the display's focus.
  workers: 1,
  forbidOnly: true,
  // Generous, as a machine under load is slow and not broken; nothing waits this long when all is well.
  timeout: 120_000,
  expect: { timeout: 30_000 },
})
