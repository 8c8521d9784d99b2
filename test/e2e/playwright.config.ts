import { defineConfig } from '@playwright/test'

/** Tests of the built terminal in the real Electron. Run by `npm test`, which builds it and finds a display. */
export default defineConfig({
  testDir: 'cases',
  outputDir: '../../test-results/e2e',
  // A terminal mostly waits, for its card, its printer, its chain: two beside each other fill two cores.
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // Generous, as a machine under load is slow and not broken; nothing waits this long when all is well.
  timeout: 120_000,
  expect: { timeout: 30_000 },
})
