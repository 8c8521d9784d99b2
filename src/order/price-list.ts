import type { Language } from '../language.ts'
import type { Asset } from '../money/asset.ts'

/** What something is called in each language. */
export type Names = Readonly<Record<Language, string>>

export interface Category {
  readonly id: string
  readonly name: Names
}

export interface Item {
  readonly id: string
  readonly name: Names
  /** In smallest units of the currency. */
  readonly price: bigint
  /** Id of its category. */
  readonly category: string
  readonly barcode?: string | undefined
}

/** All that a counter needs to make orders. */
export interface PriceList {
  readonly currency: Asset
  /** The currency is not the token: amounts are converted by a rate. */
  readonly isRated: boolean
  /** The smallest amount that people type, and to which discounts and tips are rounded: 1 ₸, 0.01 USDC. */
  readonly step: bigint
  /** Orders bear the names of this language, as they stand on paper. */
  readonly paper: Language
  readonly categories: readonly Category[]
  readonly items: readonly Item[]
  /** Whole percents that are offered; none: the counter has no such button. */
  readonly discounts: readonly number[]
  readonly tips: readonly number[]
}
