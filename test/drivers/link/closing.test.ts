import { expect, test } from 'vitest'
import { createClosing } from '#drivers/link/closing.ts'

test('is open until it is closed', () => {
  const closing = createClosing()
  expect(closing.closed).toBe(false)
  closing.close()
  expect(closing.closed).toBe(true)
})

test('tells everybody once, however often it is closed', () => {
  const closing = createClosing()
  const told: string[] = []
  closing.onClose(() => told.push('first'))
  closing.onClose(() => told.push('second'))
  closing.close()
  closing.close()
  expect(told).toEqual(['first', 'second'])
})

test('is closed already when it tells, so that a listener’s own close does nothing', () => {
  const closing = createClosing()
  const seen: boolean[] = []
  closing.onClose(() => {
    seen.push(closing.closed)
    closing.close()
  })
  closing.close()
  expect(seen).toEqual([true])
})

test('does not tell a listener that left', () => {
  const closing = createClosing()
  let told = false
  closing.onClose(() => {
    told = true
  })()
  closing.close()
  expect(told).toBe(false)
})

test('tells a listener that comes too late, but not inside its own call', async () => {
  const closing = createClosing()
  closing.close()
  let told = 0
  closing.onClose(() => {
    told += 1
  })
  expect(told).toBe(0)
  await Promise.resolve()
  expect(told).toBe(1)
})

test('does not tell a listener that came too late and left again', async () => {
  const closing = createClosing()
  closing.close()
  let told = false
  closing.onClose(() => {
    told = true
  })()
  await Promise.resolve()
  expect(told).toBe(false)
})
