import type { ListedPayment } from '#renderer/view.ts'
import type { Closure } from '#src/fleet/closure.ts'
import type { Hex } from '#src/payment/hex.ts'
import { countChange, emptySummary, type Summary } from '#src/payment/summary.ts'

export const NOW = Date.UTC(2026, 10, 24, 9, 32)
export const USDC = { symbol: 'USDC', decimals: 6 } as const

const hex = (byte: string, bytes: number): Hex => `0x${byte.repeat(bytes)}`

interface Facts extends Partial<Pick<ListedPayment, 'state' | 'refusal' | 'rescuedFrom' | 'retryAt'>> {
  readonly number: number
  readonly units: bigint
  /** Seconds from now to its deadline. */
  readonly validFor?: number
}

export const payment = ({
  number,
  units,
  state = 'accepted',
  refusal = null,
  rescuedFrom = null,
  retryAt = 0,
  validFor = 30 * 86_400,
}: Facts): ListedPayment => ({
  id: hex(number.toString(16).padStart(4, '0').slice(-2), 32),
  receipt: `001-${number.toString().padStart(6, '0')}`,
  receiptNumber: number,
  acceptedAt: NOW - (400 - number) * 97_000,
  asset: USDC,
  domain: { name: 'USDC', version: '2', chainId: 31_337, verifyingContract: hex('11', 20) },
  authorization: {
    from: '0x7e5f4552091a69125d5dfcb7b8c2659029395bdf',
    to: hex('22', 20),
    value: units,
    validAfter: 0,
    validBefore: NOW / 1000 + validFor,
    nonce: hex('33', 32),
  },
  signature: hex('44', 65),
  state,
  batch: null,
  proof: null,
  refusal,
  rescuedFrom,
  retryAt,
})

export const PAYMENTS: readonly ListedPayment[] = [
  payment({ number: 349, units: 4_270_000n }),
  payment({
    number: 348,
    units: 6_500_000n,
    state: 'refused',
    refusal: 'PAYER_NO_FUNDS',
    retryAt: NOW + 240_000,
  }),
  payment({ number: 347, units: 1_730_000n, state: 'submitted' }),
  payment({ number: 346, units: 12_000_000n, state: 'settled' }),
  payment({ number: 345, units: 1_234_500_000n, state: 'settled' }),
  payment({ number: 344, units: 990_000n, state: 'expired' }),
]

export const PARKED: readonly ListedPayment[] = [
  payment({ number: 341, units: 2_150_000n, state: 'parked', refusal: 'AUTHORIZATION_SPENT' }),
  payment({
    number: 12,
    units: 7_000_000n,
    state: 'parked',
    refusal: 'ACCOUNT_BLOCKED',
    rescuedFrom: 'aport-till-3',
  }),
]

/** Two that expire tonight, one of them from another terminal. */
export const EXPIRING: readonly ListedPayment[] = [
  payment({ number: 343, units: 3_300_000n, validFor: 7 * 3600 }),
  payment({ number: 17, units: 9_900_000n, validFor: 6 * 3600, rescuedFrom: 'aport-till-3' }),
]

/** Of a terminal that has every receipt, though the scene shows only these. */
export const summaryOf = (payments: readonly ListedPayment[]): Summary => ({
  ...payments.reduce((summary, one) => countChange(summary, undefined, one), emptySummary),
  missing: [],
})

/** The longest reason that an operator can give. */
export const CLOSED: Closure = {
  reason:
    'Плановая замена считывателя карт и принтера на всех входах станции «Абай» до 18:30, оплачивайте проезд у входа номер два',
  by: 'Айгүл Сейітқали',
  at: NOW - 5_400_000,
}
