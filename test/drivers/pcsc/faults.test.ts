import { expect, test } from 'vitest'
import { faultOf, pcscCode } from '#drivers/pcsc/faults.ts'
import { fail } from '#src/result.ts'

const thrown = (code: string) =>
  Object.assign(new Error('[ Session.TaskTransmit ] Async task error'), { code })

test.each([
  ['RemovedCard', 'CARD_LEFT_EARLY'],
  ['NotTransacted', 'CARD_LEFT_EARLY'],
  ['ResetCard', 'CARD_LEFT_EARLY'],
  ['TooManyCardConnections', 'LINK_CLOSED'],
  ['UnresponsiveCard', 'CARD_LEFT_EARLY'],
  ['ReaderUnavailable', 'LINK_CLOSED'],
  ['NoService', 'LINK_CLOSED'],
  ['ServiceStopped', 'LINK_CLOSED'],
  ['Timeout', 'CARD_TIMEOUT'],
  ['CommError', 'READER_FAULT'],
  ['SharingViolation', 'READER_FAULT'],
] as const)('%s is %s', (code, fault) => {
  expect(faultOf(thrown(code))).toEqual(fail(fault, code))
})

test('an exception without a code is named by its text', () => {
  expect(pcscCode(new TypeError('no buffer'))).toBe('TypeError: no buffer')
  expect(pcscCode('odd')).toBe('odd')
  expect(faultOf(undefined)).toEqual(fail('READER_FAULT', 'undefined'))
})
