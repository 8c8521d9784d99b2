import type { ReadySnapshot } from '#renderer/view.ts'
import type { Language } from '#src/language.ts'
import type { Debt } from '#src/sale/debt.ts'
import { ORDER, ORDER_UNITS } from './order-scenes.ts'
import { NOW } from './payments.ts'

export const DEBT_SCENES = [
  'debt-asked',
  'debt-many',
  'debt-offline',
  'debt-missing',
  'debt-paying',
  'debt-override',
] as const
export type DebtScene = (typeof DEBT_SCENES)[number]

const DAY = 86_400_000
const DEBT: Debt = {
  owed: { units: 12_000n, asset: ORDER.currency },
  units: 223_797n,
  payments: 1,
  since: NOW - 9 * DAY,
}
const MANY: Debt = {
  ...DEBT,
  owed: { units: 1_234_550n, asset: ORDER.currency },
  units: 23_024_063n,
  payments: 3,
}

const declined = (debt: Debt): ReadySnapshot['flow'] => ({
  step: 'declined',
  units: ORDER_UNITS,
  order: ORDER,
  error: { code: 'DEBT_OWED', debt },
})

/** A debt whose payment never ends, so that its picture can be taken. */
export const NEVER_PAID: Debt = { ...DEBT, units: DEBT.units + 1n }

type Make = (language: Language) => ReadySnapshot
type Base = (language: Language, changes: Partial<ReadySnapshot>) => ReadySnapshot

/** A counter with prices in tenge at which a card owes; `staffed`: one where somebody is signed in. */
export const debtMakers = (
  selling: Base,
  staffed: Base,
  offline: Partial<ReadySnapshot>,
): Readonly<Record<DebtScene, Make>> => ({
  'debt-asked': (l) => selling(l, { flow: declined(DEBT) }),
  'debt-many': (l) => selling(l, { flow: declined(MANY) }),
  'debt-offline': (l) => staffed(l, { ...offline, flow: declined(DEBT) }),
  'debt-missing': (l) => selling(l, { flow: declined(DEBT) }),
  'debt-paying': (l) => selling(l, { flow: declined(NEVER_PAID) }),
  'debt-override': (l) => staffed(l, { flow: declined(DEBT) }),
})
