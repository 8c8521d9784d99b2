/** A ticket's code holds the place in this list (docs/tickets.md): new ones go to its end. */
export const PRODUCT_KINDS = ['single', 'return', 'day-pass', 'period-pass', 'pass-top-up'] as const
export type ProductKind = (typeof PRODUCT_KINDS)[number]

/** A pass lets its card ride; a ticket is the paper alone. */
export const isPass = (kind: ProductKind): boolean => kind === 'day-pass' || lastsDays(kind)

/** Good for so many service days, after those that the card already has. */
export const lastsDays = (kind: ProductKind): boolean => kind === 'period-pass' || kind === 'pass-top-up'
