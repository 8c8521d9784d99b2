import type { ChainHead } from '#src/chain/port.ts'
import type { Payment } from '#src/payment/record.ts'
import type { SettlementPolicy } from './deps.ts'

/** Whether a payment ends so soon, by the chain's own time, that it goes at any fee. */
export const isUrgent = (
  { authorization }: Payment,
  { timestamp }: ChainHead,
  { alarmMs }: Pick<SettlementPolicy, 'alarmMs'>,
): boolean => authorization.validBefore - timestamp < alarmMs / 1000
