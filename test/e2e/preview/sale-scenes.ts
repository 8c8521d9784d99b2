import type { Snapshot } from '#renderer/view.ts'
import type { Language } from '#src/language.ts'
import { transferUri } from '#src/payment/transfer.ts'
import { encodeRequest } from '#src/qr/request.ts'
import type { SaleFlow } from '#src/sale/flow.ts'
import { OFFLINE, ready, selling, staffed, UNUSED } from './counter.ts'
import { EXPIRED, ORDER, ORDER_UNITS } from './order-scenes.ts'
import { NOW, payment, USDC } from './payments.ts'
import { IN_SHIFT } from './shifts.ts'

/** One sale: its order, the card or the code, and how it ended. */
export const SALE_SCENES = [
  'tap-waiting',
  'tap-signing',
  'tap-or-code',
  'tap-transfer-chosen',
  'tap-code-only',
  'paid',
  'paid-offline',
  'paid-large',
  'paper-failed',
  'declined',
  'declined-risk',
  'declined-override',
  'order-basket',
  'order-full',
  'order-typed',
  'order-search',
  'order-search-keys',
  'order-discount',
  'order-held',
  'order-no-rate',
  'order-tap',
  'order-tap-code',
  'order-paid',
  'order-declined',
] as const
export type SaleScene = (typeof SALE_SCENES)[number]

const UNITS = 4_270_000n
const PAYER = '0x7e5f4552091a69125d5dfcb7b8c2659029395bdf'

const OVER_SUM = {
  code: 'RISK_CARD_SUM',
  why: { figure: 41_204_270_000n, limit: 40_000_000_000n, hoursLeft: 61 },
} as const

const overLimit = (language: Language) =>
  staffed(language, { ...IN_SHIFT, ...OFFLINE, flow: { step: 'declined', units: UNITS, error: OVER_SUM } })

/** What a shop with a long name and a token with a long one may ask at most. */
const REQUEST = encodeRequest({
  domain: {
    name: 'Digital Tenge of the National Bank',
    version: '1',
    chainId: 8453,
    verifyingContract: '0x833589fcd6edb6e08f4c7c32d4f71b54bda02913',
  },
  draft: {
    to: '0x2b5ad5c4795c026514f8317c7a215e218dccd6cf',
    value: UNITS,
    validAfter: 0,
    validBefore: NOW / 1000 + 30 * 86_400,
    nonce: `0x${'5c'.repeat(32)}`,
  },
  asset: USDC,
  shop: '«Әже дүкені» азық-түлік дүкені',
})

const TRANSFER = {
  uri: transferUri({
    chainId: 8453,
    token: '0x833589fcd6edb6e08f4c7c32d4f71b54bda02913',
    payee: '0x2b5ad5c4795c026514f8317c7a215e218dccd6cf',
    units: UNITS + 734n,
  }),
  chainId: 8453,
  payee: '0x2b5ad5c4795c026514f8317c7a215e218dccd6cf',
  units: UNITS + 734n,
} as const

export const tap = (changes: Partial<SaleFlow & { step: 'card' }>): SaleFlow & { step: 'card' } => ({
  step: 'card',
  units: UNITS,
  receipt: '001-000347',
  request: null,
  transfer: null,
  stage: 'waiting',
  payer: null,
  notice: null,
  ...changes,
})

const accepted = (online: boolean, changes: Partial<SaleFlow & { step: 'accepted' }> = {}): SaleFlow => ({
  step: 'accepted',
  payment: payment({ number: 347, units: UNITS }),
  online,
  paper: { kind: 'printing' },
  ...changes,
})

/** Of a customer who pays from a wallet, by whichever code. */
export const EITHER_CODE = tap({ request: REQUEST, transfer: TRANSFER })

export const SALE_MAKERS: Readonly<Record<SaleScene, (language: Language) => Snapshot>> = {
  'tap-waiting': (l) => ready(l, { ...OFFLINE, flow: tap({}) }),
  'tap-signing': (l) => ready(l, { ...OFFLINE, flow: tap({ stage: 'signing', payer: PAYER }) }),
  'tap-transfer-chosen': (l) => ready(l, { flow: EITHER_CODE }),
  'tap-or-code': (l) => ready(l, { ...OFFLINE, flow: tap({ request: REQUEST }) }),
  'tap-code-only': (l) =>
    ready(l, {
      ...OFFLINE,
      flow: tap({ request: REQUEST }),
      devices: {
        ...UNUSED,
        reader: { kind: 'fault', code: 'READER_ABSENT' },
        printer: { kind: 'ready' },
      },
    }),
  paid: (l) => ready(l, { flow: accepted(true, { paper: { kind: 'printing' } }) }),
  'paid-offline': (l) => ready(l, { flow: accepted(false) }),
  'paid-large': (l) =>
    ready(l, {
      flow: accepted(false, {
        payment: payment({ number: 1_347_112, units: 12_345_678_123_456n }),
        paper: { kind: 'printing' },
      }),
    }),
  'paper-failed': (l) =>
    ready(l, { flow: accepted(false, { paper: { kind: 'failed', code: 'PRINTER_PAPER_OUT' } }) }),
  declined: (l) =>
    ready(l, { flow: { step: 'declined', units: UNITS, error: { code: 'CARD_NOT_SUPPORTED' } } }),
  'declined-risk': (l) => overLimit(l),
  'declined-override': (l) => overLimit(l),
  'order-basket': (l) => selling(l),
  'order-full': (l) => selling(l),
  'order-typed': (l) => selling(l),
  'order-search': (l) => selling(l),
  'order-search-keys': (l) => selling(l),
  'order-discount': (l) => selling(l),
  'order-held': (l) => selling(l),
  'order-no-rate': (l) => selling(l, { rate: EXPIRED, ...OFFLINE }),
  'order-tap': (l) => selling(l, { ...OFFLINE, flow: tap({ units: ORDER_UNITS, order: ORDER }) }),
  'order-tap-code': (l) =>
    selling(l, {
      flow: tap({ units: ORDER_UNITS, order: ORDER, request: REQUEST, notice: 'CARD_LEFT_EARLY' }),
    }),
  'order-paid': (l) =>
    selling(l, {
      flow: accepted(false, {
        payment: { ...payment({ number: 347, units: ORDER_UNITS }), order: ORDER },
        paper: { kind: 'printed' },
      }),
    }),
  'order-declined': (l) =>
    selling(l, {
      flow: { step: 'declined', units: ORDER_UNITS, order: ORDER, error: { code: 'RATE_CHANGED' } },
    }),
}
