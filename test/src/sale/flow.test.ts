import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '#src/errors/codes.ts'
import type { Payment } from '#src/payment/record.ts'
import { nextFlow, type SaleEvent, type SaleFlow, startOfSale } from '#src/sale/flow.ts'

const PAYER = '0x7e5f4552091a69125d5dfcb7b8c2659029395bdf'
const PAYMENT: Payment = {
  id: `0x${'33'.repeat(32)}`,
  receipt: '001-000347',
  receiptNumber: 347,
  acceptedAt: 0,
  asset: { symbol: 'USDC', decimals: 6 },
  domain: { name: 'USDC', version: '2', chainId: 31_337, verifyingContract: `0x${'11'.repeat(20)}` },
  authorization: {
    from: PAYER,
    to: `0x${'22'.repeat(20)}`,
    value: 427n,
    validAfter: 0,
    validBefore: 1,
    nonce: `0x${'33'.repeat(32)}`,
  },
  signature: `0x${'44'.repeat(65)}`,
  state: 'accepted',
  batch: null,
  proof: null,
  refusal: null,
  rescuedFrom: null,
}
const TAP_AGAIN = [
  'CARD_LEFT_EARLY',
  'CARD_TIMEOUT',
  'CARD_ANSWER_INVALID',
  'CARD_SEVERAL',
  'READER_FAULT',
] as const

const failed = (code: (typeof ERROR_CODES)[number]): SaleEvent => ({ type: 'failed', error: { code } })
const run = (events: readonly SaleEvent[], from: SaleFlow = startOfSale): SaleFlow =>
  events.reduce(nextFlow, from)

const charge: SaleEvent = { type: 'charge', units: 427n }
const opened: SaleEvent = { type: 'opened', receipt: '001-000347', request: null }
const stored: SaleEvent = { type: 'stored', payment: PAYMENT, online: false }
const atCard = run([charge, opened])
const atAccepted = run([charge, opened, stored])
const atDeclined = run([charge, opened, failed('CARD_REFUSED')])

const event: fc.Arbitrary<SaleEvent> = fc.oneof(
  fc.constant(charge),
  fc.constant(opened),
  fc.constantFrom('found', 'checked', 'signing').map((stage) => ({ type: 'stage', stage }) as SaleEvent),
  fc.constant<SaleEvent>({ type: 'card', payer: PAYER }),
  fc.constantFrom(...ERROR_CODES).map((code): SaleEvent => ({ type: 'notice', code })),
  fc.constant<SaleEvent>({ type: 'signed' }),
  fc.constant(stored),
  fc
    .constantFrom('printing', 'printed', 'sent')
    .map((kind) => ({ type: 'paper', paper: { kind } }) as SaleEvent),
  fc.constantFrom(...ERROR_CODES).map(failed),
  fc.constant<SaleEvent>({ type: 'another-card' }),
  fc.constant<SaleEvent>({ type: 'done' }),
)

describe('a sale that goes well', () => {
  it('shows every stage of the tap, then the result and its paper, then the counter', () => {
    const stages: SaleFlow[] = []
    let flow = startOfSale
    for (const step of [
      charge,
      opened,
      { type: 'stage', stage: 'found' },
      { type: 'card', payer: PAYER },
      { type: 'stage', stage: 'checked' },
      { type: 'stage', stage: 'signing' },
      { type: 'signed' },
    ] as const satisfies readonly SaleEvent[]) {
      flow = nextFlow(flow, step)
      stages.push(flow)
    }
    expect(stages.map((s) => s.step === 'card' && s.stage)).toEqual([
      'opening',
      'waiting',
      'found',
      'found',
      'checked',
      'signing',
      'storing',
    ])
    flow = nextFlow(flow, stored)
    expect(flow).toEqual({ step: 'accepted', payment: PAYMENT, online: false, paper: { kind: 'printing' } })
    flow = nextFlow(flow, { type: 'paper', paper: { kind: 'failed', code: 'PRINTER_PAPER_OUT' } })
    expect(flow).toMatchObject({ step: 'accepted', paper: { kind: 'failed', code: 'PRINTER_PAPER_OUT' } })
    expect(nextFlow(flow, { type: 'done' })).toBe(startOfSale)
  })
})

describe('a tap that fails', () => {
  it.each(TAP_AGAIN)('%s keeps the same sale open for the same card', (code) => {
    const signing = run(
      [
        { type: 'card', payer: PAYER },
        { type: 'stage', stage: 'signing' },
      ],
      atCard,
    )
    expect(nextFlow(signing, failed(code))).toEqual({
      ...atCard,
      stage: 'waiting',
      payer: null,
      notice: code,
    })
  })

  it('forgets its notice as soon as the card is back', () => {
    const again = run([failed('CARD_LEFT_EARLY'), { type: 'stage', stage: 'found' }], atCard)
    expect(again).toMatchObject({ step: 'card', stage: 'found', notice: null })
  })

  it.each(ERROR_CODES.filter((code) => !TAP_AGAIN.some((again) => again === code)))(
    '%s declines the sale and keeps its amount',
    (code) => {
      expect(nextFlow(atCard, failed(code))).toEqual({ step: 'declined', units: 427n, error: { code } })
    },
  )

  it('asks another card for the same amount, without the first one’s receipt or face', () => {
    expect(nextFlow(atDeclined, { type: 'another-card' })).toEqual(run([charge]))
  })
})

describe('a sale that a wallet can pay too', () => {
  const atCode = run([charge, { ...opened, request: 'TPQ:0' }])
  const readerGone = ['READER_ABSENT', 'READER_SILENT', 'LINK_CLOSED'] as const

  it('shows its code for as long as it waits', () => {
    expect(atCode).toMatchObject({ step: 'card', stage: 'waiting', request: 'TPQ:0' })
    expect(run([failed('CARD_LEFT_EARLY')], atCode)).toMatchObject({ request: 'TPQ:0' })
  })

  it('says what was scanned, and goes on', () => {
    const told = run([{ type: 'notice', code: 'QR_OTHER_SALE' }], atCode)
    expect(told).toEqual({ ...atCode, notice: 'QR_OTHER_SALE' })
    expect(run([{ type: 'stage', stage: 'found' }], told)).toMatchObject({ stage: 'found', notice: null })
  })

  it('is back where it waits after a phone that was taken for a card', () => {
    const found = run([{ type: 'stage', stage: 'found' }], atCode)
    expect(nextFlow(found, { type: 'notice', code: 'CARD_PHONE' })).toEqual({
      ...atCode,
      notice: 'CARD_PHONE',
    })
  })

  it('says nothing any more once somebody pays', () => {
    const paying = run([{ type: 'card', payer: PAYER }], atCode)
    expect(nextFlow(paying, { type: 'notice', code: 'QR_INVALID' })).toBe(paying)
  })

  it.each(readerGone)('%s is no end of it', (code) => {
    const signing = run([{ type: 'card', payer: PAYER }], atCode)
    expect(nextFlow(signing, failed(code))).toEqual({ ...atCode, notice: code })
  })

  it('ends with whatever else goes wrong', () => {
    expect(nextFlow(atCode, failed('JOURNAL_WRITE_FAILED'))).toMatchObject({ step: 'declined' })
    expect(nextFlow(atCode, failed('CARD_BANK'))).toMatchObject({ step: 'declined' })
  })

  it('asks for another card with a new code', () => {
    const declined = nextFlow(atCode, failed('CARD_REFUSED'))
    expect(nextFlow(declined, { type: 'another-card' })).toMatchObject({ step: 'card', request: null })
  })
})

describe('events out of place', () => {
  it.each([
    ['a card after Cancel', startOfSale, { type: 'card', payer: PAYER }],
    ['a stored payment after Cancel', startOfSale, stored],
    ['a failure after Cancel', startOfSale, failed('CARD_TIMEOUT')],
    ['a second charge during a sale', atCard, { type: 'charge', units: 1n }],
    ['paper before there is a payment', atCard, { type: 'paper', paper: { kind: 'printed' } }],
    ['a failure after the payment was stored', atAccepted, failed('INTERNAL')],
    ['a second payment', atAccepted, stored],
    ['a card after the decline', atDeclined, { type: 'card', payer: PAYER }],
  ] as const satisfies readonly (readonly [string, SaleFlow, SaleEvent])[])(
    '%s changes nothing',
    (_name, flow, late) => {
      expect(nextFlow(flow, late)).toBe(flow)
    },
  )
})

describe('any events in any order', () => {
  const events = fc.array(event, { maxLength: 30 })

  it('never turn a declined sale into a paid one without another card', () => {
    fc.assert(
      fc.property(events, event, (before, next) => {
        const flow = run(before)
        if (flow.step === 'declined') expect(nextFlow(flow, next).step).not.toBe('accepted')
      }),
    )
  })

  it('never turn a paid sale into a declined one, nor into another payment', () => {
    fc.assert(
      fc.property(events, event, (before, next) => {
        const flow = run(before)
        if (flow.step !== 'accepted') return
        const after = nextFlow(flow, next)
        expect(after.step === 'amount' || (after.step === 'accepted' && after.payment === flow.payment)).toBe(
          true,
        )
      }),
    )
  })

  it('keep the amount from charge to result', () => {
    fc.assert(
      fc.property(events, (all) => {
        const flow = run(all)
        if (flow.step === 'card' || flow.step === 'declined') expect(flow.units).toBe(427n)
      }),
    )
  })

  it('always lead back to the counter with done', () => {
    fc.assert(
      fc.property(events, (all) => {
        expect(nextFlow(run(all), { type: 'done' })).toBe(startOfSale)
      }),
    )
  })
})

it('keeps what is sold from the charge to another card', () => {
  const order = {
    currency: { symbol: '₸', decimals: 2 },
    lines: [{ name: 'Шай', quantity: 1, unitPrice: 229_000n }],
    discount: 0n,
    tip: 0n,
    total: 229_000n,
    rate: null,
  }
  const declined = run([{ type: 'charge', units: 427n, order }, failed('CARD_REFUSED')])
  expect(declined).toMatchObject({ step: 'declined', units: 427n, order })
  expect(run([{ type: 'another-card' }], declined)).toMatchObject({ step: 'card', units: 427n, order })
})
