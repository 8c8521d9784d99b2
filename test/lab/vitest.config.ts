import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const ROOT = join(import.meta.dirname, '../..')

/** The suites that run in the lab's guest, see docs/lab.md. `/lab-results` is the host's folder for results. */
export default defineConfig({
  root: ROOT,
  cacheDir: '/tmp/vite',
  test: {
    include: ['test/lab/suites/*.lab.ts'],
    // One after the other: they share the sockets of one USB bus.
    fileParallelism: false,
    isolate: false,
    // The host fills it before the guest starts: what is transformed there need not be in slow time.
    experimental: { fsModuleCache: true, fsModuleCachePath: join(ROOT, 'test-results/lab/modules') },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Tests that hang take their whole time; the report must be written before the guest is out of its own.
    bail: 4,
    reporters: [['verbose', { summary: false }], 'json'],
    outputFile: { json: '/lab-results/vitest.json' },
  },
})
