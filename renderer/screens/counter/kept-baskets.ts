import { z } from 'zod'
import { type BasketLine, isTyped } from '#src/order/basket.ts'
import type { PriceList } from '#src/order/price-list.ts'
import type { Held } from './draft.ts'

/** The browser's plain storage: it is asked at once, and takes seconds to reach the disk. */
export type BasketStorage = Pick<Storage, 'getItem' | 'setItem'>

const KEY = 'baskets'

const units = z.string().regex(/^\d{1,30}$/)
const lineSchema = z.object({
  id: z.string(),
  name: z.object({ kk: z.string(), ru: z.string(), en: z.string() }),
  unitPrice: units.transform(BigInt),
  quantity: z.int().positive(),
})
const savedSchema = z.object({
  currency: z.object({ symbol: z.string(), decimals: z.int() }),
  held: z.array(
    z.object({
      id: z.int().positive(),
      at: z.int().nonnegative(),
      basket: z.object({
        lines: z.array(lineSchema),
        discount: z.int().nonnegative(),
        tip: z.int().nonnegative(),
      }),
    }),
  ),
})

/** Baskets that were put aside before the page started, at today's prices. What cannot be read is none. */
export function readBaskets(storage: BasketStorage, prices: PriceList): readonly Held[] {
  const saved = savedIn(storage)
  const { symbol, decimals } = prices.currency
  if (!saved || saved.currency.symbol !== symbol || saved.currency.decimals !== decimals) return []
  return saved.held.flatMap(({ id, at, basket }) => {
    const lines = basket.lines.flatMap((line) => asSoldToday(line, prices))
    // Whoever allowed a discount allowed it to somebody who may not be here any more.
    return lines.length === 0 ? [] : [{ id, at, basket: { ...basket, lines, discount: 0 } }]
  })
}

export function writeBaskets(
  storage: BasketStorage,
  { currency }: Pick<PriceList, 'currency'>,
  held: readonly Held[],
): void {
  try {
    storage.setItem(
      KEY,
      JSON.stringify({ currency, held }, (_, value: unknown) =>
        typeof value === 'bigint' ? value.toString() : value,
      ),
    )
  } catch {
    // Full or switched off: baskets then end with the page, and nothing else does.
  }
}

function savedIn(storage: BasketStorage) {
  try {
    return savedSchema.safeParse(JSON.parse(storage.getItem(KEY) ?? 'null')).data
  } catch {
    return undefined
  }
}

/** An item costs what it costs now, and one that is sold no more is left out. */
function asSoldToday(line: BasketLine, { items }: PriceList): readonly BasketLine[] {
  const item = items.find(({ id }) => id === line.id)
  if (item) return [{ ...line, name: item.name, unitPrice: item.price }]
  return isTyped(line) ? [line] : []
}
