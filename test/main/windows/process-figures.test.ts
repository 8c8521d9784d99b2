import { describe, expect, test } from 'vitest'
import { coreWaitMs, residentBytes } from '#main/windows/process-figures.ts'

describe.runIf(process.platform === 'linux')('on Linux', () => {
  test('what a process has waited for a core only grows, and is told in ms', () => {
    const before = coreWaitMs(process.pid)
    expect(before).toBeGreaterThan(0)
    expect(coreWaitMs(process.pid)).toBeGreaterThanOrEqual(before)
    // It cannot have waited longer than it is there.
    expect(before).toBeLessThan(process.uptime() * 1000 + 1000)
  })

  test('the memory of a process is told in bytes, about as Node itself counts it', () => {
    const told = residentBytes(process.pid) / process.memoryUsage.rss()
    expect(told).toBeGreaterThan(0.8)
    expect(told).toBeLessThan(1.25)
  })
})

test('of a process that is gone nothing is known', () => {
  expect([coreWaitMs(2 ** 30), residentBytes(2 ** 30)]).toEqual([0, 0])
})
