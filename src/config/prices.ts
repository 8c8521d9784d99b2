import { z } from 'zod'
import { nameSchema } from '../fleet/names.ts'
import type { Language } from '../language.ts'
import { parseAmount } from '../money/amount.ts'
import { type Asset, assetSchema } from '../money/asset.ts'
import type { Item, Names, PriceList } from '../order/price-list.ts'

const TENGE: Asset = { symbol: '₸', decimals: 2 }

const source = z.string().min(1).max(40)
const isAboveZero = (text: string): boolean => /[1-9]/.test(text)

/** Whole units of the currency for one whole token. */
const fixedRateSchema = z.strictObject({
  value: z
    .string()
    .regex(/^\d{1,12}(\.\d{1,12})?$/)
    .refine(isAboveZero, 'a rate is above zero'),
  source,
})

const fetchedRateSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  /** Where the number (or its decimal string) stands in the JSON that comes back: RFC 6901. */
  pointer: z.string().regex(/^(\/([^~/]|~[01])*)*$/),
  source,
  everyMinutes: z
    .int()
    .min(1)
    .max(24 * 60)
    .default(10),
})
export type FetchedRateConfig = z.output<typeof fetchedRateSchema>

/** Signed by the operator and given out by the fleet (docs/fleet.md). */
const fleetRateSchema = z.strictObject({
  /** Its name in the fleet's bucket. */
  fleet: nameSchema,
  source,
})
export type FleetRateConfig = z.output<typeof fleetRateSchema>

/** In which currency things are priced, and how that becomes an amount of the token. */
export const pricesSchema = z
  .strictObject({
    currency: assetSchema.default(TENGE),
    /** Amounts are typed, and discounts and tips rounded, in whole units: nobody pays tiyn. False: cents. */
    wholeAmounts: z.boolean().default(true),
    rate: z.union(
      [fixedRateSchema, fetchedRateSchema, fleetRateSchema],
      'needs {value, source}, {url, pointer, source} or {fleet, source}',
    ),
    /** From this age on people are told. A fixed rate does not age. */
    warnAfterMinutes: z.int().min(1).default(120),
    /** From this age on nothing is sold by it. */
    refuseAfterMinutes: z
      .int()
      .min(2)
      .default(24 * 60),
  })
  .refine((prices) => prices.warnAfterMinutes < prices.refuseAfterMinutes, {
    path: ['refuseAfterMinutes'],
    error: 'has to be later than warnAfterMinutes',
  })
export type PricesConfig = z.output<typeof pricesSchema>

const id = z.string().min(1).max(40)
const name = z.string().min(1).max(60)
const namesSchema = z.union([name, z.strictObject({ kk: name, ru: name, en: name })])

export const itemsSchema = z.strictObject({
  categories: z
    .array(z.strictObject({ id, name: namesSchema }))
    .min(1)
    .max(40),
  list: z
    .array(
      z.strictObject({
        id,
        /** One for all languages, or one for each. */
        name: namesSchema,
        /** Decimal string of the currency; of the token, where there is no `prices`. */
        price: z.string().regex(/^\d{1,30}(\.\d{1,30})?$/),
        category: id,
        barcode: z
          .string()
          .regex(/^[0-9A-Z-]{6,40}$/)
          .optional(),
      }),
    )
    .max(2000),
})

/** Whole percents that the counter offers. */
export const percentsSchema = z.array(z.int().min(1).max(100)).max(8).default([])

interface PricedConfig {
  readonly money: { readonly asset: Asset }
  readonly prices?: PricesConfig | undefined
  readonly items?: z.output<typeof itemsSchema> | undefined
}

/** What the parts of a price list demand of each other; each fault is told at its place. */
export function checkItems(config: PricedConfig, context: z.RefinementCtx): void {
  const { items } = config
  if (!items) return
  const tell = (path: (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path: ['items', ...path], message })
  const categories = new Set(items.categories.map((category) => category.id))
  for (const at of repeated(items.categories.map((category) => category.id)))
    tell(['categories', at, 'id'], 'another category has this id')
  for (const at of repeated(items.list.map((item) => item.id)))
    tell(['list', at, 'id'], 'another item has this id')
  for (const at of repeated(items.list.map((item) => item.barcode)))
    tell(['list', at, 'barcode'], 'another item has this barcode')
  for (const [at, item] of items.list.entries()) {
    if (!categories.has(item.category)) tell(['list', at, 'category'], 'there is no such category')
    const price = parseAmount(item.price, currencyOf(config))
    if (!price.ok) tell(['list', at, 'price'], price.error.detail ?? 'not an amount')
    else if (price.value.units === 0n) tell(['list', at, 'price'], 'a price is above zero')
  }
}

/** Where something stands that stood before. */
const repeated = (ids: readonly (string | undefined)[]): number[] =>
  ids.flatMap((one, at) => (one !== undefined && ids.indexOf(one) < at ? [at] : []))

const currencyOf = ({ prices, money }: PricedConfig): Asset => prices?.currency ?? money.asset

interface SellingConfig extends PricedConfig {
  readonly languages: { readonly paper: Language }
  readonly discounts: readonly number[]
  readonly tips: readonly number[]
}

/** What the counter sells by; null where nothing of it is configured, and amounts are typed in the token. */
export function priceListOf(config: SellingConfig): PriceList | null {
  const { prices, items, discounts, tips, languages } = config
  if (!prices && !items && discounts.length === 0 && tips.length === 0) return null
  const currency = currencyOf(config)
  return {
    currency,
    isRated: prices !== undefined,
    step: stepOf(currency, prices?.wholeAmounts ?? false),
    paper: languages.paper,
    categories: (items?.categories ?? []).map((category) => ({ ...category, name: namesOf(category.name) })),
    items: (items?.list ?? []).flatMap((item): Item[] => {
      const price = parseAmount(item.price, currency)
      return price.ok ? [{ ...item, name: namesOf(item.name), price: price.value.units }] : []
    }),
    discounts,
    tips,
  }
}

const stepOf = ({ decimals }: Asset, isWhole: boolean): bigint =>
  10n ** BigInt(isWhole ? decimals : Math.max(0, decimals - 2))

const namesOf = (names: string | Names): Names =>
  typeof names === 'string'
    ? { kk: names, ru: names, en: names }
    : { kk: names.kk, ru: names.ru, en: names.en }
