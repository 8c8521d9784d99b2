import { expect, test } from 'vitest'
import { createLogger } from '#main/modules/logger.ts'
import { readable } from '#main/modules/readable-line.ts'

const start = () => {
  const lines: string[] = []
  return { lines, logger: createLogger({ write: (line) => lines.push(line), now: () => 0 }) }
}

test('writes one line of JSON for each event, and keeps it with its number', () => {
  const { lines, logger } = start()
  logger.log('one')
  logger.error('two')
  expect(lines).toEqual([
    '{"level":"info","time":"1970-01-01T00:00:00.000Z","message":"one"}\n',
    '{"level":"error","time":"1970-01-01T00:00:00.000Z","message":"two"}\n',
  ])
  expect(logger.records(0)).toEqual([
    { seq: 1, at: 0, level: 'info', text: 'one' },
    { seq: 2, at: 0, level: 'error', text: 'two' },
  ])
  expect(logger.records(1).map(({ text }) => text)).toEqual(['two'])
})

test('a part of the program is named in what it says', () => {
  const { lines, logger } = start()
  logger.as('rates')('asked')
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ component: 'rates', message: 'asked' })
  expect(logger.records(0)).toMatchObject([{ component: 'rates', text: 'asked' }])
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

test('secrets are on no line and in no record, in all writers', () => {
  const { lines, logger } = start()
  const file: string[] = []
  logger.writeTo((line) => file.push(line))
  logger.hide(['hunter22'])
  logger.log(`it said hunter22 to https://rpc.example.org/v2/abcdef?key=1, signed 0x${'ab'.repeat(65)}`)
  logger.as('staff')('PIN scrypt$16384$8$1$c2FsdA$aGFzaA')
  for (const where of [lines.join(''), file.join(''), JSON.stringify(logger.records(0))]) {
    expect(where).not.toMatch(/hunter22|v2|abcdef|key=1|(ab){20}|c2FsdA/)
    expect(where).toContain('https://rpc.example.org')
  }
})

test('a line may have several lines of text, and stays one', () => {
  const { lines, logger } = start()
  logger.error('Error: no\n    at here')
  expect(lines[0]?.split('\n')).toHaveLength(2)
})

test('for people it is text', () => {
  const { lines, logger } = start()
  logger.log('plain')
  logger.as('devices')('attached')
  logger.error('failed')
  expect(lines.map(readable)).toEqual([
    '1970-01-01T00:00:00.000Z plain\n',
    '1970-01-01T00:00:00.000Z devices: attached\n',
    '1970-01-01T00:00:00.000Z ERROR failed\n',
  ])
  expect(readable('no JSON\n')).toBe('no JSON\n')
})
