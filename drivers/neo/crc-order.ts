import type { CrcOrder } from './message.ts'

/** Every answer carries its CRC high byte first. */
export const ANSWER_ORDER: CrcOrder = 'high-first'

const PASS_THROUGH = 0x2c

/** Pass-through commands that came later and have the order of all other commands. */
const LATER_ONES = new Set([0x12, 0x13, 0x51, 0x70])

/**
 * The order that a command's CRC must have (NEO 2 Interface Developers Guide: "within each
 * pass-through frame type, the CRC is stored as big-endian number", section 3.2.2; the frame tables
 * of 2C-12, 2C-13, 2C-51 and 2C-70 say otherwise).
 */
export const commandOrder = (command: number, sub: number): CrcOrder =>
  command === PASS_THROUGH && !LATER_ONES.has(sub) ? 'high-first' : 'low-first'

export const otherOrder = (order: CrcOrder): CrcOrder => (order === 'high-first' ? 'low-first' : 'high-first')
