import { defineConfig } from 'vitest/config'

/**
 * Most tests call functions and leave nothing behind: their files share a process, which loads the program
 * once. The others, which run whole programs or set what a process reads once, keep one to themselves.
 */
const TOGETHER = ['src', 'drivers', 'main', 'renderer', 'rules'].map(
  (folder) => `test/${folder}/**/*.test.{ts,tsx}`,
)

export default defineConfig({
  test: {
    globalSetup: 'test/fakes/folders.ts',
    // Integration files start a chain each; two at a time keep a two-core machine honest.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // What is waited for comes late on a machine that is busy.
    expect: { poll: { timeout: 10_000 } },
    // A file begins with the world as it is, whatever the one before it has put in its place.
    unstubGlobals: true,
    unstubEnvs: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: TOGETHER,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'together',
          include: TOGETHER,
          isolate: false,
          // Dexie looks once, when it is loaded, where databases are.
          setupFiles: 'fake-indexeddb/auto',
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
