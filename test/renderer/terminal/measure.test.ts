import { beforeEach, expect, test } from 'vitest'
import { measureInsert } from '#renderer/terminal/measure.ts'

beforeEach(() => performance.clearMeasures())

const measures = () => performance.getEntriesByName('queue-insert', 'measure')

test('what an insert took is there for a profiler, and the insert’s own answer comes back', async () => {
  expect(await measureInsert(async () => 'stored')).toBe('stored')
  expect(measures()).toHaveLength(1)
})

test('in months of sales the measures do not add up without end', async () => {
  for (let n = 0; n < 5000; n += 1) await measureInsert(async () => n)
  expect(measures().length).toBeGreaterThan(0)
  expect(measures().length).toBeLessThanOrEqual(2000)
})
