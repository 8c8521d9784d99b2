import type { Asset } from '#src/money/asset.ts'
import type { PadKey } from '../../components/keypad.tsx'
import { deleteDigit, type Entry, emptyEntry, typeDigits, unitsOf } from '../counter/entry.ts'

/** Null: all that is left, to its last unit. What is typed is a part of it, in cents. */
export type ReturnAmount = Entry | null

export function pressed(before: ReturnAmount, key: PadKey, left: bigint, asset: Asset): ReturnAmount {
  if (key === 'delete') return before === null ? emptyEntry : deleteDigit(before)
  return typeDigits(before ?? emptyEntry, key, { asset, maxUnits: left })
}

export const returnUnits = (amount: ReturnAmount, left: bigint, asset: Asset): bigint =>
  amount === null ? left : unitsOf(amount, asset)
