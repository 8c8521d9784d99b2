import { expect, test } from 'vitest'
import { fullUsage, HidTag, isMainItem, itemsOf } from '#drivers/hid/items.ts'

test('reads items of every size, lowest byte first (USB HID 1.11, section 6.2.2.2)', () => {
  const bytes = [0xc0, 0x05, 0x8c, 0x06, 0x8c, 0xff, 0x0b, 0x02, 0x00, 0x8c, 0x00]
  expect([...itemsOf(Uint8Array.from(bytes))]).toEqual([
    { tag: HidTag.endCollection, size: 0, value: 0 },
    { tag: HidTag.usagePage, size: 1, value: 0x8c },
    { tag: HidTag.usagePage, size: 2, value: 0xff8c },
    { tag: HidTag.usage, size: 4, value: 0x008c0002 },
  ])
})

test('passes over long items (6.2.2.3), and ends where an item is cut off', () => {
  const bytes = [0xfe, 0x02, 0x10, 0xa1, 0x01, 0x09, 0x02, 0x06, 0x8c]
  expect([...itemsOf(Uint8Array.from(bytes))]).toEqual([{ tag: HidTag.usage, size: 1, value: 2 }])
})

test('a usage takes the page that stands, or brings its own', () => {
  expect(fullUsage({ tag: HidTag.usage, size: 1, value: 0x02 }, 0x8c)).toBe(0x008c0002)
  expect(fullUsage({ tag: HidTag.usage, size: 4, value: 0xff8c0001 }, 0x8c)).toBe(0xff8c0001)
})

test('collections and inputs are main items; usages and report sizes are not', () => {
  expect([HidTag.collection, HidTag.endCollection, HidTag.input].every(isMainItem)).toBe(true)
  expect([HidTag.usage, HidTag.usagePage, HidTag.reportSize, HidTag.push].some(isMainItem)).toBe(false)
})
