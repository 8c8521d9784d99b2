import { expect, it } from 'vitest'
import { systemClock } from '#drivers/system-clock.ts'

it('counts in milliseconds since the epoch', () => {
  const before = Date.now()
  const now = systemClock.now()
  expect(now).toBeGreaterThanOrEqual(before)
  expect(now).toBeLessThanOrEqual(Date.now())
})

it('runs a task after its time, in the order of their times', async () => {
  const ran: string[] = []
  await new Promise<void>((resolve) => {
    systemClock.after(20, () => {
      ran.push('late')
      resolve()
    })
    systemClock.after(1, () => ran.push('early'))
  })
  expect(ran).toEqual(['early', 'late'])
})

it('does not run what was cancelled', async () => {
  const ran: string[] = []
  systemClock.after(1, () => ran.push('cancelled'))()
  await new Promise<void>((resolve) => {
    systemClock.after(10, resolve)
  })
  expect(ran).toEqual([])
})
