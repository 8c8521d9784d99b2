import { expect, it } from 'vitest'
import { receiptHandler } from '#main/modules/receipt-handler.ts'
import { configSchema } from '#src/config/schema.ts'
import { emptySummary } from '#src/payment/summary.ts'
import type { Receipt } from '#src/receipt/model.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { id, MERCHANT, standing, TOKEN } from '../../fakes/accepted.ts'
import { desk } from '../staff/desk.ts'
import { member } from '../staff/people.ts'

const config = configSchema.parse({
  terminal: { id: 'apple-1', till: 7 },
  shop: { name: 'Aport Market', address: '10 Kabanbay Batyr St', taxId: '123456789012' },
  languages: { paper: 'ru' },
  money: {
    asset: { symbol: 'USDC', decimals: 6 },
    domain: { name: 'USD Coin', version: '2', chainId: 31_337, verifyingContract: TOKEN },
    payee: MERCHANT,
  },
  chain: { rpcUrls: ['http://127.0.0.1:8545'] },
  devices: {},
})
const people = [
  await member('aigul', '4711'),
  await member('bolat', '4712'),
  await member('marat', '081500', { role: 'supervisor' }),
]
type Printed = Result<'printed' | 'sent', 'PRINTER_PAPER_OUT'>

/** Receipts 1 and 2 are of an earlier run, 3 is of this one, and 4 came from another terminal. Aigul sells. */
async function shop({ staffed = people, papers = [] as Printed[] } = {}) {
  const { ledger, staff, facts } = await desk(staffed)
  const payments = [1, 2, 3].map((n) => standing(n)).concat(standing(4, { rescuedFrom: 'pear-2' }))
  const printed: Receipt[] = []
  const print = receiptHandler({
    ...{ config, staff },
    ledger: {
      payment: (asked) => payments.find((payment) => payment.id === asked),
      summary: () => ({ ...emptySummary, lastReceiptNumber: 2 }),
      record: ledger.record,
    },
    printer: {
      async print(receipt) {
        printed.push(receipt)
        return papers.shift() ?? ok('printed')
      },
    },
  })
  if (staffed.length > 0) await staff.signIn('4711')
  const copies = () => printed.map(({ number, copy }) => `${number} ${copy ? 'copy' : 'receipt'}`)
  return { print, staff, facts, copies }
}

it('prints the receipt of a sale once without a question, and no receipt that it does not know', async () => {
  const { print, copies } = await shop()
  expect(await print({ id: id(3) })).toEqual(ok('printed'))
  expect(await print({ id: id(3) })).toEqual(fail('STAFF_FORBIDDEN'))
  expect(await print({ id: id(9) })).toEqual(fail('RECEIPT_UNKNOWN'))
  expect(copies()).toEqual(['001-000003 receipt'])
})

it('takes what did not come out for no receipt', async () => {
  const { print, copies } = await shop({ papers: [fail('PRINTER_PAPER_OUT'), ok('sent')] })
  expect(await print({ id: id(3) })).toEqual(fail('PRINTER_PAPER_OUT'))
  expect(await print({ id: id(3) })).toEqual(ok('sent'))
  expect(await print({ id: id(3) })).toEqual(fail('STAFF_FORBIDDEN'))
  expect(copies()).toEqual(['001-000003 receipt', '001-000003 receipt'])
})

it('gives one paper to two who ask at once', async () => {
  const { print, copies } = await shop()
  const [first, second] = await Promise.all([print({ id: id(3) }), print({ id: id(3) })])
  expect([first, second]).toEqual([ok('printed'), fail('STAFF_FORBIDDEN')])
  expect(copies()).toEqual(['001-000003 receipt'])
})

it('gives a copy with the PIN of somebody who may, and that stands in the journal', async () => {
  const { print, copies, facts } = await shop()
  expect(await print({ id: id(1), approvalPin: '4712' })).toEqual(fail('STAFF_FORBIDDEN'))
  expect(await print({ id: id(1), approvalPin: '9999' })).toEqual(fail('STAFF_PIN_WRONG'))
  expect(await print({ id: id(1), approvalPin: '081500' })).toEqual(ok('printed'))
  expect((await facts()).at(-1)).toBe('copy-allowed aigul 001-000001 marat')
  expect(await print({ id: id(4) })).toEqual(fail('STAFF_FORBIDDEN'))
  expect(copies()).toEqual(['001-000001 copy'])
})

it('asks no supervisor, and nobody where nobody signs in', async () => {
  const supervised = await shop()
  await supervised.staff.signIn('081500')
  expect(await supervised.print({ id: id(2) })).toEqual(ok('printed'))
  const alone = await shop({ staffed: [] })
  expect(await alone.print({ id: id(2) })).toEqual(ok('printed'))
  expect(alone.copies()).toEqual(['001-000002 copy'])
})
