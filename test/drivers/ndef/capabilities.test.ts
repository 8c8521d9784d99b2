import { hexToBytes } from '@noble/hashes/utils.js'
import { expect, test } from 'vitest'
import { readCapabilities } from '#drivers/ndef/capabilities.ts'

/** Containers that phones and tags show in public logs, mapping version 2.0. */
test.each([
  ['000F20003B00340406E104010000FF', { longestRead: 0x3b, fileId: 0xe104 }],
  ['000F20003B00340406E10400FF00FF', { longestRead: 0x3b, fileId: 0xe104 }],
  [
    '0017200100 00FF0406E104010000000506E10500808283'.replaceAll(' ', ''),
    { longestRead: 0x100, fileId: 0xe104 },
  ],
])('%s', (container, expected) => {
  expect(readCapabilities(hexToBytes(container.toLowerCase()))).toEqual(expected)
})

test.each([
  ['cut off', '000f20003b00340406e1040100'],
  ['a later mapping', '000f40003b00340406e104010000ff'],
  ['no NDEF file first', '000f20003b00340506e104010000ff'],
  ['a file that not everybody may read', '000f20003b00340406e104010080ff'],
  ['a tag that gives nothing at once', '000f20000000340406e104010000ff'],
])('%s is none', (_, container) => {
  expect(readCapabilities(hexToBytes(container))).toBeUndefined()
})
