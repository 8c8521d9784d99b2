import { expect, test } from 'vitest'
import { commandOrder } from '#drivers/neo/crc-order.ts'
import { crc16, encodeMessage, MAX_DATA, messageLength } from '#drivers/neo/message.ts'
import { ANSWERS, COMMANDS } from '../../vectors/neo.ts'

const partsOf = (bytes: Uint8Array) => ({
  command: bytes[10] ?? 0,
  second: bytes[11] ?? 0,
  data: bytes.slice(14, -2),
})

test('counts the CRC as everybody does', () => {
  // The check value of CRC-16/CCITT-FALSE in the catalogue of parametrised CRC algorithms.
  expect(crc16(new TextEncoder().encode('123456789'))).toBe(0x29b1)
})

test.each(Object.entries(COMMANDS))('makes the command %s, byte for byte', (_, bytes) => {
  const parts = partsOf(bytes)
  expect(encodeMessage(parts, commandOrder(parts.command, parts.second))).toEqual(bytes)
})

test.each(Object.entries(ANSWERS))('makes the answer %s, byte for byte', (_, bytes) => {
  expect(encodeMessage(partsOf(bytes), 'high-first')).toEqual(bytes)
})

test('knows how long a message is once its length has come', () => {
  expect(messageLength(COMMANDS.exchangeSign)).toBe(53)
  expect(messageLength(COMMANDS.exchangeSign.subarray(0, 14))).toBe(53)
  expect(messageLength(COMMANDS.exchangeSign.subarray(0, 13))).toBeUndefined()
})

test('carries as much data as the longest message over USB holds', () => {
  const longest = encodeMessage({ command: 0x2c, second: 0x03, data: new Uint8Array(MAX_DATA) }, 'high-first')
  expect(longest).toHaveLength(1500)
  expect([longest[12], longest[13]]).toEqual([0x05, 0xcc])
})
