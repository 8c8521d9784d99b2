import { fullUsage, HidTag, isMainItem, itemsOf } from '../hid/items.ts'

/**
 * Where in an input report each usage begins: page << 16 | usage → bytes behind the report id.
 * Only what a descriptor says of this report counts, and only usages at whole bytes.
 */
export function usageOffsets(descriptor: Uint8Array, reportId: number): Map<number, number> {
  const offsets = new Map<number, number>()
  const state = { page: 0, bits: 0, count: 0, report: 0, at: 0, usages: [] as number[] }
  for (const item of itemsOf(descriptor)) {
    const { tag, value } = item
    if (tag === HidTag.usagePage) state.page = value
    else if (tag === HidTag.reportSize) state.bits = value
    else if (tag === HidTag.reportCount) state.count = value
    else if (tag === HidTag.reportId) state.report = value
    else if (tag === HidTag.usage) state.usages.push(fullUsage(item, state.page))
    if (tag === HidTag.input && state.report === reportId) {
      state.usages.slice(0, state.count).forEach((usage, i) => {
        const bit = state.at + i * state.bits
        if (bit % 8 === 0 && !offsets.has(usage)) offsets.set(usage, bit / 8)
      })
      state.at += state.bits * state.count
    }
    if (isMainItem(tag)) state.usages = []
  }
  return offsets
}
