export const PRODUCT_KINDS = ['single', 'return', 'day-pass', 'period-pass'] as const
export type ProductKind = (typeof PRODUCT_KINDS)[number]

/** A pass lets its card ride; a ticket is the paper alone. */
export const isPass = (kind: ProductKind): boolean => kind === 'day-pass' || kind === 'period-pass'
