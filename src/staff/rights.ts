import type { Role } from './person.ts'

/** What a role may do by itself. Whoever may not is asked for the PIN of somebody who may. */
export const RIGHTS = [
  'sell', // and open and close their own shift
  'discount',
  'open-drawer', // without a sale
  'print-copy', // of a receipt that came out before
  'void',
  'refund', // up to the refund wallet's caps
  'close-any-shift',
  'override-risk', // a card that a limit has declined, for one sale
  'approve-refund', // above the caps
  'service', // the maintenance screens
] as const
export type Right = (typeof RIGHTS)[number]

const CASHIER: readonly Right[] = ['sell']
const SUPERVISOR: readonly Right[] = [
  ...CASHIER,
  'discount',
  'open-drawer',
  'print-copy',
  'void',
  'refund',
  'close-any-shift',
  'override-risk',
]
const OF_ROLE: Record<Role, ReadonlySet<Right>> = {
  cashier: new Set(CASHIER),
  supervisor: new Set(SUPERVISOR),
  owner: new Set([...SUPERVISOR, 'approve-refund', 'service']),
  technician: new Set(['service']),
}

export const may = (role: Role, right: Right): boolean => OF_ROLE[role].has(right)
