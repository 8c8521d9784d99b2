import { LANGUAGES } from '#src/language.ts'
import type { Item } from '#src/order/price-list.ts'

/** Items whose name, in any language, holds the text, or whose barcode begins with it; a whole barcode is one item. */
export function findItems(items: readonly Item[], text: string): readonly Item[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return []
  const exact = items.filter(({ barcode }) => barcode?.toLowerCase() === wanted)
  if (exact.length > 0) return exact
  return items.filter(
    ({ name, barcode }) =>
      LANGUAGES.some((language) => name[language].toLowerCase().includes(wanted)) ||
      barcode?.toLowerCase().startsWith(wanted),
  )
}
