import { expect, test } from 'vitest'
import { createLogger } from '#main/modules/logger.ts'

const start = () => {
  const lines: string[] = []
  return { lines, logger: createLogger({ write: (line) => lines.push(line), now: () => 0 }) }
}

test('writes one line for each event, and keeps it with its number', () => {
  const { lines, logger } = start()
  logger.log('one')
  logger.error('two')
  expect(lines).toEqual(['1970-01-01T00:00:00.000Z one\n', '1970-01-01T00:00:00.000Z two\n'])
  expect(logger.records(0)).toEqual([
    { seq: 1, at: 0, level: 'info', text: 'one' },
    { seq: 2, at: 0, level: 'error', text: 'two' },
  ])
  expect(logger.records(1).map(({ text }) => text)).toEqual(['two'])
})

test('what is below the level is neither written nor kept', () => {
  const { lines, logger } = start()
  logger.debug('hidden')
  logger.setLevel('debug')
  logger.debug('told')
  logger.setLevel('error')
  logger.log('hidden')
  expect(lines).toHaveLength(1)
  expect(logger.records(0).map(({ text }) => text)).toEqual(['told'])
})

test('keeps the last thousand lines, each within bounds', () => {
  const { logger } = start()
  for (let n = 1; n <= 1200; n++) logger.log(`${n} ${'x'.repeat(5000)}`)
  const kept = logger.records(0)
  expect([kept.length, kept[0]?.seq, kept.at(-1)?.seq]).toEqual([1000, 201, 1200])
  expect(kept[0]?.text.length).toBe(2000)
})
