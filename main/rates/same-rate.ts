import type { Rate } from '#src/order/order.ts'

export type RateFault = 'RATE_UNKNOWN' | 'RATE_EXPIRED' | 'RATE_CHANGED'

export const isSameRate = (one: Rate, other: Rate): boolean =>
  one.value === other.value && one.source === other.source && one.at === other.at
