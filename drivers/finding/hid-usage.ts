import { fullUsage, HidTag, isMainItem, itemsOf } from '../hid/items.ts'

/** What a HID collection is for: page and usage (USB HID Usage Tables). */
export interface HidUsage {
  readonly page: number
  readonly usage: number
}

/** The usages of the top-level collections of a report descriptor. */
export function topUsages(descriptor: Uint8Array): HidUsage[] {
  const found: HidUsage[] = []
  const pages: number[] = []
  let page = 0
  let usage: number | undefined
  let depth = 0
  for (const item of itemsOf(descriptor)) {
    if (item.tag === HidTag.usagePage) page = item.value
    else if (item.tag === HidTag.push) pages.push(page)
    else if (item.tag === HidTag.pop) page = pages.pop() ?? page
    else if (item.tag === HidTag.usage) usage ??= fullUsage(item, page)
    else if (item.tag === HidTag.collection) {
      if (depth === 0 && usage !== undefined) found.push(split(usage))
      depth += 1
    } else if (item.tag === HidTag.endCollection) depth -= 1
    if (isMainItem(item.tag)) usage = undefined
  }
  return found
}

const split = (usage: number): HidUsage => ({ page: Math.floor(usage / 0x10000), usage: usage % 0x10000 })
