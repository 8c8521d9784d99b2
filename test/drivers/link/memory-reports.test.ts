import { expect, test } from 'vitest'
import { memoryReportLinks } from '#drivers/link/memory-reports.ts'

test('never delivers inside the call to write', () => {
  const [near, far] = memoryReportLinks()
  let heard = false
  far.onReport(() => {
    heard = true
  })
  void near.write(Uint8Array.of(1, 2))
  expect(heard).toBe(false)
})

test('keeps a long report whole, and its own copy of it', async () => {
  const [near, far] = memoryReportLinks()
  const report = new Uint8Array(1_024).fill(7)
  const arrived = new Promise<Uint8Array>((resolve) => far.onReport(resolve))
  const written = near.write(report)
  report.fill(9)
  await written
  expect(await arrived).toEqual(new Uint8Array(1_024).fill(7))
})
