/** One short item of a report descriptor. */
export interface HidItem {
  /** Tag and type in one byte, without the size. */
  readonly tag: number
  /** Bytes of data: 0, 1, 2 or 4. */
  readonly size: number
  readonly value: number
}

/** Tags and types that say what a report holds (USB HID 1.11, section 6.2.2). */
export const HidTag = {
  usagePage: 0x04,
  reportSize: 0x74,
  reportId: 0x84,
  reportCount: 0x94,
  push: 0xa4,
  pop: 0xb4,
  usage: 0x08,
  input: 0x80,
  collection: 0xa0,
  endCollection: 0xc0,
} as const

/** Main items use up the usages in front of them (section 6.2.2.8). */
export const isMainItem = (tag: number): boolean => (tag & 0x0c) === 0

/** A usage with its page in the upper half: four bytes carry their page with them. */
export const fullUsage = ({ size, value }: HidItem, page: number): number =>
  size === 4 ? value : page * 0x10000 + value

const LONG_ITEM = 0xfe
/** Bytes of data by the two lowest bits of an item's first byte. */
const SIZES = [0, 1, 2, 4] as const

/** The items of a report descriptor, one after the other; ends at whatever is cut off. Long items are passed over. */
export function* itemsOf(descriptor: Uint8Array): Generator<HidItem> {
  for (let at = 0; at < descriptor.length; ) {
    const prefix = descriptor[at] ?? 0
    if (prefix === LONG_ITEM) {
      at += 3 + (descriptor[at + 1] ?? 0)
      continue
    }
    const size = SIZES[prefix & 0x03] ?? 0
    const data = descriptor.subarray(at + 1, at + 1 + size)
    if (data.length < size) return
    // Lowest byte first.
    yield { tag: prefix & 0xfc, size, value: data.reduceRight((value, byte) => value * 256 + byte, 0) }
    at += 1 + size
  }
}
