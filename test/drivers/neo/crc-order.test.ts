import { expect, test } from 'vitest'
import { ANSWER_ORDER, commandOrder, otherOrder } from '#drivers/neo/crc-order.ts'

test.each([
  ['01-01', 0x01, 0x01],
  ['03-02', 0x03, 0x02],
  ['09-01', 0x09, 0x01],
  ['12-01', 0x12, 0x01],
  ['18-01', 0x18, 0x01],
  ['28-01', 0x28, 0x01],
  ['29-00', 0x29, 0x00],
  ['61-17', 0x61, 0x17],
  ['83-50', 0x83, 0x50],
  ['2C-12', 0x2c, 0x12],
  ['2C-13', 0x2c, 0x13],
  ['2C-51', 0x2c, 0x51],
  ['2C-70', 0x2c, 0x70],
])('%s has its CRC low byte first', (_, command, sub) => {
  expect(commandOrder(command, sub)).toBe('low-first')
})

test.each([0x01, 0x02, 0x03, 0x04, 0x06, 0x07, 0x08, 0x0c, 0x0e])(
  'the classic pass-through command 2C-%i has it high byte first',
  (sub) => {
    expect(commandOrder(0x2c, sub)).toBe('high-first')
  },
)

test('so has every answer', () => {
  expect(ANSWER_ORDER).toBe('high-first')
})

test('there are two orders', () => {
  expect([otherOrder('low-first'), otherOrder('high-first')]).toEqual(['high-first', 'low-first'])
})
