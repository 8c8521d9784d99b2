import type { ListedPayment, ReadySnapshot, Snapshot } from '#renderer/view.ts'
import type { Language } from '#src/language.ts'
import type { Order } from '#src/order/order.ts'
import type { Till } from '#src/till/till.ts'
import { NOW, PARKED, payment, summaryOf } from './payments.ts'
import { IN_SHIFT, TENGE } from './shifts.ts'

/** What is sold, seen afterwards. */
export const HISTORY_SCENES = [
  'today',
  'today-asks',
  'history',
  'history-states',
  'history-none',
  'history-keys',
  'payment-waiting',
  'payment-settled',
  'payment-refused',
  'payment-not-printed',
  'payment-qr',
  'void',
  'void-waiting',
  'void-done',
  'return',
  'return-asked',
] as const
export type HistoryScene = (typeof HISTORY_SCENES)[number]

const order = (...lines: readonly (readonly [string, number, bigint])[]): Order => {
  const total = lines.reduce((sum, [, quantity, unitPrice]) => sum + BigInt(quantity) * unitPrice, 0n)
  return {
    currency: TENGE,
    lines: lines.map(([name, quantity, unitPrice]) => ({ name, quantity, unitPrice })),
    discount: 0n,
    tip: 0n,
    total,
    rate: { value: '536.20', source: 'National Bank', at: NOW - 3_600_000 },
  }
}
const takenBy = { person: { id: 'aigul', name: 'Айгүл Сейітқали' }, shift: 42 }
const proof = {
  txHash: `0x${'5c8a'.repeat(16)}`,
  blockHash: `0x${'ab'.repeat(32)}`,
  blockNumber: 41_200_311,
  logIndex: 3,
} as const
const day = 86_400_000

/** The numbers by which the scenes find them. */
export const WAITING = 349
export const SETTLED = 346
export const REFUSED = 348
const TAKEN_BACK = 342
const REFUND = 350
export const LARGE = 345

const settled = (number: number, units: bigint, more: Partial<ListedPayment> = {}): ListedPayment => ({
  ...payment({ number, units, state: 'settled' }),
  ...{ takenBy, proof, batch: proof.txHash },
  ...more,
})

export const SOLD: readonly ListedPayment[] = [
  {
    ...payment({ number: WAITING, units: 4_270_794n }),
    takenBy,
    order: order(['Сүт 2,5 %, 1 л', 2, 52_000n], ['Шай «Пиала Gold»', 1, 125_000n]),
  },
  payment({
    number: REFUSED,
    units: 6_500_000n,
    state: 'refused',
    refusal: 'PAYER_NO_FUNDS',
    retryAt: NOW + 240_000,
  }),
  { ...payment({ number: 347, units: 1_730_000n, state: 'submitted' }), batch: proof.txHash, takenBy },
  settled(SETTLED, 12_000_000n, {
    givenBack: 2_000_000n,
    order: order(
      ['Қара бидай ұнынан пісірілген нан, 650 грамм, оралған', 3, 100_000n],
      ['Айран', 4, 85_860n],
    ),
  }),
  settled(LARGE, 1_234_567_890n),
  payment({ number: 344, units: 990_000n, state: 'expired' }),
  { ...payment({ number: TAKEN_BACK, units: 3_300_000n, state: 'cancelled' }), voided: true },
  ...PARKED.map((one) => ({ ...one, acceptedAt: one.acceptedAt - day })),
  ...Array.from({ length: 30 }, (_, i) =>
    settled(300 - i, BigInt(i + 1) * 370_000n, { acceptedAt: NOW - day - i * 400_000 }),
  ),
]
const refunded = SOLD.find(({ receiptNumber }) => receiptNumber === SETTLED)
const REFUND_ONE: ListedPayment = {
  ...payment({ number: REFUND, units: 2_000_000n }),
  ...(refunded && { returns: refunded.id }),
}
const PAYMENTS = [REFUND_ONE, ...SOLD]

const queue: ReadySnapshot['queue'] = {
  summary: summaryOf(PAYMENTS),
  recent: PAYMENTS,
  earliestDeadline: NOW / 1000 + 6 * 3600,
  expiring: 1,
}
const ASKS: Till = {
  ...IN_SHIFT.till,
  asks: [
    {
      number: 1,
      returns: refunded?.id ?? '0x',
      units: 10_000_000n,
      by: takenBy.person,
      reason: 'Тауар ақаулы',
    },
    {
      number: 2,
      returns: SOLD[4]?.id ?? '0x',
      units: 1_234_567_890n,
      by: takenBy.person,
      reason: '',
    },
  ],
  lastAsk: 2,
}

type Make = (language: Language) => Snapshot
type Ready = (language: Language, changes?: Partial<ReadySnapshot>) => ReadySnapshot

export const historyMakers = (ready: Ready): Readonly<Record<HistoryScene, Make>> => {
  const makers = HISTORY_SCENES.map((scene) => [scene, (l: Language) => ready(l, changesOf(scene))] as const)
  return Object.fromEntries(makers) as Readonly<Record<HistoryScene, Make>>
}

/** A terminal with a day's payments in it. */
function changesOf(scene: HistoryScene): Partial<ReadySnapshot> {
  return { ...IN_SHIFT, queue, ...(scene === 'today-asks' ? { till: ASKS } : {}) }
}
