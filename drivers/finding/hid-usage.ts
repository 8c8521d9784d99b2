/** What a HID collection is for: page and usage (USB HID Usage Tables). */
export interface HidUsage {
  readonly page: number
  readonly usage: number
}

const USAGE_PAGE = 0x04
const USAGE = 0x08
const COLLECTION = 0xa0
const END_COLLECTION = 0xc0
const PUSH = 0xa4
const POP = 0xb4
const LONG_ITEM = 0xfe
/** Bytes of data by the two lowest bits of an item's first byte. */
const SIZES = [0, 1, 2, 4] as const

/**
 * The usages of the top-level collections of a report descriptor (USB HID 1.11, section 6.2.2):
 * short items, each a byte with tag, type and size, then its data, lowest byte first. What is cut
 * off ends the list.
 */
export function topUsages(descriptor: Uint8Array): HidUsage[] {
  const found: HidUsage[] = []
  const pages: number[] = []
  let page = 0
  let usage: HidUsage | undefined
  let depth = 0
  for (const { item, value, size } of itemsOf(descriptor)) {
    if (item === USAGE_PAGE) page = value
    else if (item === PUSH) pages.push(page)
    else if (item === POP) page = pages.pop() ?? page
    // Four bytes carry their page with them.
    else if (item === USAGE) usage ??= size === 4 ? split(value) : { page, usage: value }
    else if (item === COLLECTION) {
      if (depth === 0 && usage) found.push(usage)
      depth += 1
    } else if (item === END_COLLECTION) depth -= 1
    // A main item uses up what was said of it.
    if (isMain(item)) usage = undefined
  }
  return found
}

const split = (value: number): HidUsage => ({ page: value >>> 16, usage: value & 0xffff })
const isMain = (item: number): boolean => (item & 0x0c) === 0

interface Item {
  /** Tag and type, without the size. */
  readonly item: number
  readonly value: number
  readonly size: number
}

function* itemsOf(bytes: Uint8Array): Generator<Item> {
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0
    if (first === LONG_ITEM) {
      at += 3 + (bytes[at + 1] ?? 0)
      continue
    }
    const size = SIZES[first & 0x03] ?? 0
    const data = bytes.subarray(at + 1, at + 1 + size)
    if (data.length < size) return
    yield { item: first & 0xfc, value: data.reduceRight((sum, byte) => ((sum << 8) | byte) >>> 0, 0), size }
    at += 1 + size
  }
}
