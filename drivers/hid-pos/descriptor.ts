/** Item types and tags of a HID report descriptor (USB HID 1.11, section 6.2.2), tag and type in one byte. */
const USAGE_PAGE = 0x04
const REPORT_SIZE = 0x74
const REPORT_ID = 0x84
const REPORT_COUNT = 0x94
const USAGE = 0x08
const INPUT = 0x80
const MAIN_ITEM = 0x00
const LONG_ITEM = 0xfe

interface Item {
  /** The prefix without its size bits. */
  readonly tag: number
  readonly size: number
  readonly value: number
}

/**
 * Where in an input report each usage begins: page << 16 | usage → bytes behind the report id.
 * Only what a descriptor says of this report counts, and only usages at whole bytes.
 */
export function usageOffsets(descriptor: Uint8Array, reportId: number): Map<number, number> {
  const offsets = new Map<number, number>()
  const state = { page: 0, bits: 0, count: 0, report: 0, at: 0, usages: [] as number[] }
  for (const { tag, size, value } of itemsOf(descriptor)) {
    if (tag === USAGE_PAGE) state.page = value
    else if (tag === REPORT_SIZE) state.bits = value
    else if (tag === REPORT_COUNT) state.count = value
    else if (tag === REPORT_ID) state.report = value
    else if (tag === USAGE) state.usages.push(size === 4 ? value : state.page * 0x10000 + value)
    if (tag === INPUT && state.report === reportId) {
      state.usages.slice(0, state.count).forEach((usage, i) => {
        const bit = state.at + i * state.bits
        if (bit % 8 === 0 && !offsets.has(usage)) offsets.set(usage, bit / 8)
      })
      state.at += state.bits * state.count
    }
    // Every main item uses the usages up (section 6.2.2.8).
    if ((tag & 0x0c) === MAIN_ITEM) state.usages = []
  }
  return offsets
}

/** Ends at whatever is cut off. */
function* itemsOf(descriptor: Uint8Array): Generator<Item> {
  for (let at = 0; at < descriptor.length; ) {
    const prefix = descriptor[at] ?? 0
    if (prefix === LONG_ITEM) {
      at += 3 + (descriptor[at + 1] ?? 0)
      continue
    }
    const size = [0, 1, 2, 4][prefix & 0x03] ?? 0
    const data = descriptor.subarray(at + 1, at + 1 + size)
    if (data.length < size) return
    yield {
      tag: prefix & 0xfc,
      size,
      value: [...data].reduceRight((value, byte) => value * 256 + byte, 0),
    }
    at += 1 + size
  }
}
