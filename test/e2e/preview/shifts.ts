import type { ReadySnapshot } from '#renderer/view.ts'
import type { ZReport } from '#src/till/report.ts'
import type { OpenShift } from '#src/till/shift.ts'
import { emptyTill } from '#src/till/till.ts'
import { NOW, USDC } from './payments.ts'

export const TENGE = { symbol: '₸', decimals: 2 }
const HOUR = 3_600_000
const aigul = { id: 'aigul', name: 'Айгүл Сейітқали' }
const marat = { id: 'marat', name: 'Марат Қасымов' }
const CONTRACT = '0x833589fcd6edb6e08f4c7c32d4f71b54bda02913'

const SHIFT: OpenShift = {
  ...{ number: 42, by: aigul, float: 2_000_000n, openedAt: NOW - 5 * HOUR },
  totals: {
    tokens: [
      {
        ...{ asset: USDC, chainId: 8453, contract: CONTRACT },
        sales: { count: 137, units: 1_284_450_000n },
        voids: { count: 2, units: 14_270_000n },
        refunds: { count: 1, units: 4_270_000n },
      },
    ],
    currencies: [{ currency: TENGE, sales: 68_840_000n, discounts: 1_250_000n, tips: 340_000n }],
    firstReceipt: '002-000211',
    lastReceipt: '002-000347',
  },
}

const report = (number: number): ZReport => ({
  ...SHIFT,
  number,
  ...{ openedAt: NOW - (42 - number) * 24 * HOUR, closedAt: NOW - (42 - number) * 24 * HOUR + 9 * HOUR },
  ...{ closedBy: number % 3 === 0 ? marat : aigul, counted: 2_000_000n, version: '0.2.0' },
  unsettled: { count: number % 3, units: 8_540_000n },
  journal: { seq: 4000 + number, hash: `0x${'ab'.repeat(32)}` },
})

export const REPORTS: readonly ZReport[] = [41, 40, 39, 38, 37].map(report)

type Staffed = Pick<ReadySnapshot, 'staff' | 'till'>

export const SIGNED_OUT: Staffed = {
  staff: { required: true, signedIn: null, lockedUntil: null },
  till: emptyTill,
}
export const LOCKED: Staffed = {
  ...SIGNED_OUT,
  staff: { required: true, signedIn: null, lockedUntil: NOW + 14 * 60_000 + 7000 },
}
export const BEFORE_SHIFT: Staffed = {
  staff: { required: true, signedIn: { ...aigul, role: 'cashier' }, lockedUntil: null },
  till: { ...emptyTill, lastShift: 41 },
}
export const IN_SHIFT: Staffed = { ...BEFORE_SHIFT, till: { ...emptyTill, lastShift: 42, shift: SHIFT } }
