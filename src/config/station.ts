import { z } from 'zod'
import type { StationProduct } from '../ipc/station.ts'
import { parseAmount } from '../money/amount.ts'
import type { Asset } from '../money/asset.ts'
import type { FareRules } from '../station/fare.ts'
import { lastsDays, PRODUCT_KINDS } from '../station/product.ts'
import { minutesOf } from '../station/service-day.ts'

export const FACES = ['counter', 'station'] as const

const name = z.string().trim().min(1).max(60)
/** One name for all languages, or one for each. */
const texts = z
  .union([name, z.strictObject({ kk: name, ru: name, en: name })])
  .transform((given) => (typeof given === 'string' ? { kk: given, ru: given, en: given } : given))
/** Decimal string of the currency of `prices`; of the token, where there is none. */
const decimal = z.string().regex(/^\d{1,30}(\.\d{1,30})?$/)
const seconds = z.int().min(3).max(600)

const productSchema = z.strictObject({
  id: z.string().min(1).max(40),
  kind: z.enum(PRODUCT_KINDS),
  name: texts,
  price: decimal,
  /** How long a single or return ticket is good for; left out: until the service day ends. */
  hours: z.int().min(1).max(72).optional(),
  /** Service days of a period pass, the one on which it begins counted, or those that a top-up adds. */
  days: z.int().min(1).max(366).optional(),
})

export const stationSchema = z.strictObject({
  name: texts,
  /** What a ride costs. */
  fare: decimal,
  /** Nobody pays more than this for rides in a service day. */
  cap: decimal.optional(),
  /** The next ride within so many minutes of a paid one is free. */
  transferMinutes: z.int().min(1).max(240).optional(),
  /** A card that is held there again so soon is the same ride, not another one; 0: each tap is one. */
  sameRideSeconds: z.int().min(0).max(60).default(5),
  /** When one service day ends and the next begins, on the terminal's own clock. */
  serviceDayStart: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .default('04:00'),
  products: z.array(productSchema).max(24).default([]),
  /** Where the reader stands, seen from the screen. */
  readerAt: z.enum(['below', 'right', 'left']).default('below'),
  /** Only rides, and nothing to touch: a machine at a gate. */
  validator: z.boolean().default(false),
  /** Whom to call when it is out of service. */
  phone: z.string().trim().min(1).max(40),
  /** Without a touch for so long, it asks whether anybody is there, and then so long until it gives up. */
  idleSeconds: seconds.default(30),
  giveUpSeconds: seconds.default(15),
  /** A file of card addresses that may not ride: one a line, or a JSON array. */
  denyList: z.string().min(1).optional(),
})
export type StationConfig = z.output<typeof stationSchema>

interface PricedConfig {
  readonly face: (typeof FACES)[number]
  readonly station?: StationConfig | undefined
  readonly prices?: { readonly currency: Asset } | undefined
  readonly money: { readonly asset: Asset }
}

/** What the parts of a station demand of each other and of the currency; each fault is told at its place. */
export function checkStation(config: PricedConfig, context: z.RefinementCtx): void {
  const { face, station } = config
  const tell = (path: (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path: ['station', ...path], message })
  if (face === 'station' && !station) tell([], 'the face "station" needs it')
  if (!station) return
  const asset = currencyOf(config)
  const amounts: [(string | number)[], string | undefined][] = [
    [['fare'], station.fare],
    [['cap'], station.cap],
    ...station.products.map(({ price }, i): [(string | number)[], string] => [
      ['products', i, 'price'],
      price,
    ]),
  ]
  for (const [path, text] of amounts) {
    const fault = text === undefined ? undefined : faultOf(text, asset)
    if (fault !== undefined) tell(path, fault)
  }
  const ids = station.products.map(({ id }) => id)
  for (const [i, { id, kind, days, hours }] of station.products.entries()) {
    if (ids.indexOf(id) < i) tell(['products', i, 'id'], 'another product has this id')
    if (lastsDays(kind) !== (days !== undefined))
      tell(['products', i, 'days'], 'a period pass and a top-up need it, and nothing else has it')
    if (hours !== undefined && kind !== 'single' && kind !== 'return')
      tell(['products', i, 'hours'], 'only of single and return tickets')
  }
}

function faultOf(text: string, asset: Asset): string | undefined {
  const amount = parseAmount(text, asset)
  if (!amount.ok) return amount.error.detail ?? 'not an amount'
  return amount.value.units === 0n ? 'it is above zero' : undefined
}

const currencyOf = ({ prices, money }: Pick<PricedConfig, 'prices' | 'money'>): Asset =>
  prices?.currency ?? money.asset

/** What a station charges and sells, in smallest units of its currency. */
export interface StationTerms {
  readonly currency: Asset
  readonly rules: FareRules
  /** Within so many milliseconds a card's next tap is the same ride. */
  readonly sameRideMs: number
  readonly products: readonly StationProduct[]
}

/** `utcOffset`: minutes by which the terminal's clock is ahead of UTC at a moment. The config is checked. */
export function stationTerms(
  station: StationConfig,
  config: Pick<PricedConfig, 'prices' | 'money'>,
  utcOffset: (at: number) => number,
): StationTerms {
  const currency = currencyOf(config)
  const units = (text: string): bigint => {
    const amount = parseAmount(text, currency)
    return amount.ok ? amount.value.units : 0n
  }
  return {
    currency,
    rules: {
      fare: units(station.fare),
      cap: station.cap === undefined ? null : units(station.cap),
      transferMinutes: station.transferMinutes ?? null,
      day: { startMinutes: minutesOf(station.serviceDayStart), utcOffset },
    },
    sameRideMs: station.sameRideSeconds * 1000,
    products: station.products.map(({ id, kind, name, price, hours, days }) => ({
      ...{ id, kind, name, price: units(price) },
      hours: hours ?? null,
      days: days ?? null,
    })),
  }
}
