import { hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readNdefHeader } from '#drivers/ndef/record.ts'

// Messages encoded by the package ndef 0.2.0 (npm). The first is the example of the NFC Forum's RTD URI 1.0,
// section A.1: http://www.nfc.com.
const URL = '91010855016e66632e636f6d'
const EXTERNAL = '540c037461707379722e6b7a3a6363010203'
const WITH_ID = '5c0c03027461707379722e6b7a3a63633738010203'
const LONG = '84050000012c612e623a63070707'

test('a short record', () => {
  expect(readNdefHeader(hexToBytes(`d1${URL.slice(2)}`))).toEqual({
    ...{ format: 1, type: 'U', payloadAt: 4, payloadLength: 8, isChunk: false, isLast: true },
  })
  expect(readNdefHeader(hexToBytes(URL + EXTERNAL))).toMatchObject({ isLast: false, payloadLength: 8 })
})

test('an external type, without an identifier and with one', () => {
  const expected = { format: 4, type: 'tapsyr.kz:cc', payloadLength: 3, isChunk: false, isLast: true }
  expect(readNdefHeader(hexToBytes(EXTERNAL))).toEqual({ ...expected, payloadAt: 15 })
  expect(readNdefHeader(hexToBytes(WITH_ID))).toEqual({ ...expected, payloadAt: 18 })
})

test('a long record, of which the payload is not there yet', () => {
  expect(readNdefHeader(hexToBytes(LONG))).toMatchObject({
    ...{ format: 4, type: 'a.b:c', payloadAt: 11, payloadLength: 300, isLast: false },
  })
})

test('a chunk says so', () => {
  expect(readNdefHeader(hexToBytes('b4010001ff'))).toMatchObject({ isChunk: true })
})

test('a head that is cut off anywhere is none', () => {
  for (const [text, payloadAt] of [
    [EXTERNAL, 15],
    [WITH_ID, 18],
    [LONG, 11],
  ] as const)
    for (let length = 0; length < payloadAt; length += 1)
      expect(readNdefHeader(hexToBytes(text).subarray(0, length))).toBeUndefined()
})

test('whatever the bytes, it comes to an end, and behind its own first bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const header = readNdefHeader(bytes)
      if (header) expect(header.payloadAt).toBeGreaterThanOrEqual(3)
    }),
  )
})
