import { expect, test } from 'vitest'
import { readResponse, selectByName, statusText } from '#drivers/iso7816/apdu.ts'

test('selects an application by its name, and takes any length of answer', () => {
  expect(selectByName(Uint8Array.of(0xa0, 1, 2))).toEqual(Uint8Array.of(0, 0xa4, 4, 0, 3, 0xa0, 1, 2, 0))
})

test('parts data from the status word', () => {
  expect(readResponse(Uint8Array.of(1, 2, 0x90, 0x00))).toEqual({ data: Uint8Array.of(1, 2), status: 0x9000 })
  expect(readResponse(Uint8Array.of(0x6a, 0x82))).toEqual({ data: new Uint8Array(), status: 0x6a82 })
})

test('needs a status word', () => {
  expect(readResponse(Uint8Array.of(0x90))).toBeUndefined()
  expect(readResponse(new Uint8Array())).toBeUndefined()
  expect(readResponse(Uint8Array.of(1, 2, 0xd4, 0xb8))).toBeUndefined()
})

test('writes a status word as the standards do', () => {
  expect(statusText(0x6f05)).toBe('SW 6f05')
})
