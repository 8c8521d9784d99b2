import { expect, it } from 'vitest'
import { nextFault } from '#src/station-screen/fault.ts'

const GOOD = { reader: { kind: 'ready' }, clockWrong: false, ride: null } as const
const GONE = { ...GOOD, reader: { kind: 'fault', code: 'READER_ABSENT' } } as const

it('is none while everything works, and while the reader is being found', () => {
  expect(nextFault(null, GOOD, 5)).toBeNull()
  expect(nextFault(null, { ...GOOD, reader: { kind: 'connecting' } }, 5)).toBeNull()
})

it('tells since when, however often it is looked at, and goes away by itself', () => {
  const first = nextFault(null, GONE, 5)
  expect(first).toEqual({ code: 'READER_ABSENT', since: 5 })
  expect(nextFault(first, GONE, 900)).toBe(first)
  expect(nextFault(first, GOOD, 1000)).toBeNull()
})

it('has been out of service since the first of several faults in a row', () => {
  const first = nextFault(null, GONE, 5)
  expect(nextFault(first, { ...GOOD, ride: 'JOURNAL_WRITE_FAILED' }, 70)).toEqual({
    code: 'JOURNAL_WRITE_FAILED',
    since: 5,
  })
})

it('names the reader before the clock, and the clock before the last ride', () => {
  const all = { ...GONE, clockWrong: true, ride: 'RATE_EXPIRED' } as const
  expect(nextFault(null, all, 0)?.code).toBe('READER_ABSENT')
  expect(nextFault(null, { ...all, reader: GOOD.reader }, 0)?.code).toBe('CLOCK_WRONG')
  expect(nextFault(null, { ...all, reader: GOOD.reader, clockWrong: false }, 0)?.code).toBe('RATE_EXPIRED')
  expect(nextFault(null, { ...GOOD, reader: { kind: 'unused' } }, 0)?.code).toBe('READER_ABSENT')
})
