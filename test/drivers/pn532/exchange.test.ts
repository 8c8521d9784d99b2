import { expect, test } from 'vitest'
import { continueExchange, exchangeCommands, exchangeFault, readExchange } from '#drivers/pn532/exchange.ts'
import { encodeFrame, TO_CHIP } from '#drivers/pn532/frame.ts'
import { SELECT, SIGN, SIGN_ANSWER } from '../../vectors/keycard.ts'
import { FRAMES } from '../../vectors/pn532.ts'

const framed = (apdu: Uint8Array) =>
  exchangeCommands(1, apdu).map((command) => encodeFrame(Uint8Array.of(TO_CHIP, ...command)))

test('wraps an APDU in one command', () => {
  expect(framed(SELECT)).toEqual([FRAMES.exchangeSelect])
  expect(framed(SIGN)).toEqual([FRAMES.exchangeSign])
})

test('splits a long APDU, and says so in all parts but the last', () => {
  const apdu = Uint8Array.from({ length: 600 }, (_, i) => i % 251)
  const parts = exchangeCommands(1, apdu)
  expect(parts.map((part) => part[1])).toEqual([0x41, 0x41, 0x01])
  expect(parts.flatMap((part) => [...part.subarray(2)])).toEqual([...apdu])
  expect(Math.max(...parts.map((part) => part.length + 1))).toBe(265)
})

test('reads an answer and its status', () => {
  expect(readExchange(FRAMES.exchangedSign.slice(7, -2))).toEqual({
    status: 0,
    more: false,
    data: SIGN_ANSWER,
  })
  expect(readExchange(Uint8Array.of(0x40, 1))).toEqual({ status: 0, more: true, data: Uint8Array.of(1) })
  expect(readExchange(new Uint8Array())).toBeUndefined()
  expect(continueExchange(1)).toEqual(Uint8Array.of(0x40, 0x01))
})

test.each([
  [FRAMES.exchangeTimedOut[7], 'CARD_LEFT_EARLY'],
  [FRAMES.exchangeReleased[7], 'CARD_LEFT_EARLY'],
  [0x0d, 'READER_FAULT'],
  [0x10, 'READER_FAULT'],
])('status %i is %s', (status, code) => {
  expect(exchangeFault(status ?? 0)).toBe(code)
})
