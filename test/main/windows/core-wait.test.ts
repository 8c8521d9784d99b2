import { expect, test } from 'vitest'
import { coreWaitMs } from '#main/windows/core-wait.ts'

test.runIf(process.platform === 'linux')('what a process has waited only grows', () => {
  const before = coreWaitMs(process.pid)
  expect(before).toBeGreaterThan(0)
  expect(coreWaitMs(process.pid)).toBeGreaterThanOrEqual(before)
  // It cannot have waited longer than the machine is up: the figure is in ms.
  expect(before).toBeLessThan(process.uptime() * 1000 + 1000)
})

test('of a process that is gone nothing is known', () => {
  expect(coreWaitMs(2 ** 30)).toBe(0)
})
