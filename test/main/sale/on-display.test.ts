import { expect, it } from 'vitest'
import { onDisplay } from '#main/sale/on-display.ts'
import type { SaleDesk } from '#main/sale/sale.ts'
import type { DisplayContent } from '#src/display/content.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { Fact } from '#src/journal/entry.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Debt } from '#src/sale/debt.ts'
import { acceptedPayment, account, receivedFact } from '../../fakes/accepted.ts'

const UNITS = 4_270_000n
const CODE = 'TPQ:7WE QE'

const ACCEPTED: Fact = { type: 'accepted', payment: acceptedPayment(1, { value: UNITS }) }

/** A desk that answers as it is told, and what the customer saw meanwhile. */
function counter(answers: {
  await?: ErrorCode
  authorize?: ErrorCode
  open?: 'SALE_AMOUNT_INVALID'
  fact?: Fact
  owes?: Debt
  paying?: Promise<Result<undefined>>
  isTooLate?: boolean
}) {
  const shown: DisplayContent[] = []
  const entry = { seq: 2, at: 0, fact: answers.fact ?? ACCEPTED }
  const desk: SaleDesk = {
    open: () =>
      answers.open ? fail(answers.open) : ok({ saleId: 's', receipt: '001-000001', request: CODE }),
    awaitCard: async () => (answers.await ? fail(answers.await) : ok({ payer: account(1) })),
    async authorize() {
      if (answers.owes) return { ok: false, error: { code: 'DEBT_OWED', debt: answers.owes } }
      return answers.authorize ? fail(answers.authorize) : ok({ entry, signedAt: 0 })
    },
    scanned: () => ok(),
    close: () => !answers.isTooLate,
    isBusy: () => false,
    isPaying: () => false,
    leave: () => true,
    charge: async () => fail('SALE_UNKNOWN'),
    declined: () => undefined,
    override: () => ok(),
    payDebt: () => answers.paying ?? Promise.resolve(ok()),
  }
  return { desk: onDisplay(desk, (content) => shown.push(content)), shown }
}

it('shows the amount, then that it is paid, then nothing', async () => {
  const { desk, shown } = counter({})
  desk.open(UNITS)
  await desk.awaitCard('s')
  await desk.authorize('s')
  desk.close('s')
  expect(shown).toEqual([
    { kind: 'pay', units: UNITS, again: false, qr: CODE },
    { kind: 'paid', units: UNITS },
    { kind: 'idle' },
  ])
})

it('shows the sum that was really paid when it came by a transfer, for which Cancel was too late', async () => {
  const { desk, shown } = counter({ fact: receivedFact(1, { value: UNITS + 734n }), isTooLate: true })
  desk.open(UNITS)
  expect(desk.close('s')).toBe(false)
  await desk.authorize('s')
  expect(shown.slice(1)).toEqual([{ kind: 'paid', units: UNITS + 734n }])
})

it('asks for another tap after one that did not work, and says plainly when it is over', async () => {
  const tapped = counter({ await: 'CARD_LEFT_EARLY' })
  tapped.desk.open(UNITS)
  await tapped.desk.awaitCard('s')
  expect(tapped.shown.at(-1)).toEqual({ kind: 'pay', units: UNITS, again: true, qr: CODE })
  const refused = counter({ authorize: 'CARD_REFUSED' })
  refused.desk.open(UNITS)
  await refused.desk.authorize('s')
  expect(refused.shown.at(-1)).toEqual({ kind: 'declined', units: UNITS })
})

it('a cancelled sale is no declined payment', async () => {
  const { desk, shown } = counter({ await: 'SALE_CANCELLED' })
  desk.open(UNITS)
  await desk.awaitCard('s')
  desk.close('s')
  expect(shown).toEqual([{ kind: 'pay', units: UNITS, again: false, qr: CODE }, { kind: 'idle' }])
})

it('shows nothing of an amount that cannot be charged', () => {
  const { desk, shown } = counter({ open: 'SALE_AMOUNT_INVALID' })
  desk.open(UNITS)
  expect(shown).toEqual([])
})

it('shows the price of the goods wherever it shows the amount, until a sale without one', async () => {
  const order = {
    currency: { symbol: '₸', decimals: 2 },
    lines: [{ name: 'Шай', quantity: 1, unitPrice: 229_000n }],
    discount: 0n,
    tip: 0n,
    total: 229_000n,
    rate: { value: '536.20', source: 'National Bank', at: 1 },
  }
  const price = { units: 229_000n, asset: order.currency }
  const { desk, shown } = counter({ await: 'CARD_LEFT_EARLY' })
  desk.open(UNITS, order)
  await desk.awaitCard('s')
  await desk.authorize('s')
  desk.open(UNITS, { ...order, rate: null })
  expect(shown).toEqual([
    { kind: 'pay', units: UNITS, again: false, qr: CODE, price },
    { kind: 'pay', units: UNITS, again: true, qr: CODE, price },
    { kind: 'paid', units: UNITS, price },
    { kind: 'pay', units: UNITS, again: false, qr: CODE },
  ])
})

const TENGE = { symbol: '₸', decimals: 2 }
const DEBT: Debt = { owed: { units: 12_000n, asset: TENGE }, units: 250_000n, payments: 1, since: 1 }
const PAY = { kind: 'pay', units: UNITS, again: false, qr: CODE }

it('tells what is owed, that it is being paid, and then asks for the card again', async () => {
  const { desk, shown } = counter({ owes: DEBT })
  desk.open(UNITS)
  await desk.authorize('s')
  await desk.payDebt('s')
  expect(shown).toEqual([
    PAY,
    { kind: 'debt', units: UNITS, debt: DEBT, isPaying: false },
    { kind: 'debt', units: UNITS, debt: DEBT, isPaying: true },
    PAY,
  ])
})

it('tells what is still owed where it could not be paid', async () => {
  const left = { ...DEBT, units: 100_000n }
  const lacking = { ok: false, error: { code: 'CARD_NO_FUNDS', debt: left, missing: 1n } } as const
  const { desk, shown } = counter({ owes: DEBT, paying: Promise.resolve(lacking) })
  desk.open(UNITS)
  await desk.authorize('s')
  expect(await desk.payDebt('s')).toEqual(lacking)
  expect(shown.at(-1)).toEqual({ kind: 'debt', units: UNITS, debt: left, isPaying: false })
})

it('says nothing of a debt whose customer has left while it was being paid', async () => {
  let paid: (result: Result<undefined>) => void = () => undefined
  const paying = new Promise<Result<undefined>>((resolve) => {
    paid = resolve
  })
  const { desk, shown } = counter({ owes: DEBT, paying })
  desk.open(UNITS)
  await desk.authorize('s')
  const payment = desk.payDebt('s')
  desk.close('s')
  paid(ok())
  await payment
  expect(shown.at(-1)).toEqual({ kind: 'idle' })
})

it('asks for the card again that somebody lets pay', async () => {
  const { desk, shown } = counter({ owes: DEBT })
  desk.open(UNITS)
  await desk.authorize('s')
  desk.override('s', { by: { id: 'marat', name: 'Marat' }, reason: 'known-customer' })
  expect(shown.at(-1)).toEqual(PAY)
})
