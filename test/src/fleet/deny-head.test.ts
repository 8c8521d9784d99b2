import { expect, test } from 'vitest'
import { denyHeadText, MOST_PARTS, PART_BYTES, readDenyHead } from '#src/fleet/deny-head.ts'

const HEAD = { version: 9, full: { version: 7, parts: 3 } }

test('what was written is read', () => {
  expect(denyHeadText(HEAD)).toBe('{"v":1,"version":9,"full":{"version":7,"parts":3}}')
  expect(readDenyHead(denyHeadText(HEAD))).toEqual({ v: 1, ...HEAD })
})

test.each([
  '',
  '{}',
  '{"v":2,"version":9,"full":{"version":7,"parts":3}}',
  '{"v":1,"version":0,"full":{"version":7,"parts":3}}',
  '{"v":1,"version":4294967296,"full":{"version":7,"parts":3}}',
  '{"v":1,"version":9,"full":{"version":7,"parts":0}}',
  '{"v":1,"version":9,"full":{"version":7,"parts":17}}',
  '{"v":1,"version":9}',
])('%s is none', (text) => {
  expect(readDenyHead(text)).toBeUndefined()
})

test('there is room for as much as an address may give: 8 MiB', () => {
  expect(MOST_PARTS * PART_BYTES).toBe(8 * 1024 * 1024)
})
