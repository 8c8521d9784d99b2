import { hexToBytes } from '@noble/hashes/utils.js'
import { expect, it } from 'vitest'
import { selectPaymentCard } from '#drivers/card/select.ts'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { createStation, type StationParts } from '#main/station/station.ts'
import { stationSchema } from '#src/config/station.ts'
import type { PrinterFault, PrintOutcome } from '#src/device/printer.ts'
import type { Order } from '#src/order/order.ts'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { decodeTicket } from '#src/qr/ticket.ts'
import type { ReceiptLine } from '#src/receipt/line.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { testKey } from '../../fakes/payment.ts'
import { must } from '../../fakes/wires.ts'
import { SINGLE } from '../../vectors/ticket.ts'
import { NOW, openTill, TERMS } from '../sale/till.ts'
import { FARES } from './gate.ts'

/** 15 November 2023, 04:00 UTC: the end of the service day. */
const DAY_END = Date.parse('2023-11-15T04:00:00Z')
const DAY_MS = 24 * 3_600_000
const NAME = { kk: 'Бір жолғы', ru: 'Разовый', en: 'Single' }
const PRODUCTS: StationParts['terms']['products'] = [
  { id: 'one', kind: 'single', name: NAME, price: 1_000_000n, hours: 2, days: null },
  { id: 'week', kind: 'period-pass', name: NAME, price: 9_000_000n, hours: null, days: 7 },
  { id: 'more', kind: 'pass-top-up', name: NAME, price: 3_000_000n, hours: null, days: 3 },
]
const orderAt = (price: bigint): Order => ({
  currency: TERMS.asset,
  lines: [{ name: 'Ticket', quantity: 1, unitPrice: price }],
  ...{ discount: 0n, tip: 0n, total: price, rate: null },
})

type Printed = Result<PrintOutcome, PrinterFault | 'PRINTER_ABSENT'>

async function openStation(answers: Printed[] = []) {
  const till = await openTill(emulateKeycardCash({ privateKey: hexToBytes(testKey(1).slice(2)) }))
  const papers: (readonly ReceiptLine[])[] = []
  const station = createStation({
    ...till,
    ...{ recover: recoverInJavaScript, selectCard: selectPaymentCard, token: TERMS.asset, rates: null },
    ...{ paper: 'en', terminalId: TERMS.terminalId, isBusy: () => false, sale: TERMS },
    randomBytes: (n) => new Uint8Array(n),
    denied: { has: () => false },
    key: { privateKey: SINGLE.privateKey, publicKey: SINGLE.publicKey },
    terms: { ...FARES, products: PRODUCTS },
    config: stationSchema.parse({ name: 'Abay', fare: '1.2', phone: '1' }),
    printer: {
      async printLines(layOutFor) {
        papers.push(layOutFor(48))
        return answers.shift() ?? ok('printed')
      },
    },
  })
  async function buy(product: string, price: bigint): Promise<string> {
    const ticketFor = must(station.sell(product, orderAt(price)))
    const { saleId, receipt } = must(till.desk.open(price, orderAt(price), ticketFor))
    must(await till.desk.awaitCard(saleId))
    must(await till.desk.authorize(saleId))
    till.chip.remove()
    return receipt
  }
  return { ...till, station, papers, buy }
}

it('a product that was paid is a ticket, signed by the station’s key', async () => {
  const { station, papers, buy } = await openStation()
  const receipt = await buy('one', 1_000_000n)
  const ticket = must(await station.printTicket(receipt))
  expect(ticket).toMatchObject({ receipt, printed: 'printed', validUntil: NOW + 2 * 3_600_000 })
  const { signature: _signature, ...content } = must(decodeTicket(ticket.code))
  expect(content).toEqual({
    ...{ keyId: SINGLE.keyId, terminalId: 'apple-1', kind: 'single', receipt },
    ...{ validFrom: NOW / 1000, validUntil: NOW / 1000 + 7200 },
  })
  expect(papers[0]).toContainEqual({ kind: 'qr', payload: ticket.code })
})

it('a second paper is the same ticket and says that it is a copy; one that did not come out was none', async () => {
  const { station, papers, buy } = await openStation([fail('PRINTER_PAPER_OUT')])
  const receipt = await buy('one', 1_000_000n)
  const [first, second, third] = [
    must(await station.printTicket(receipt)),
    must(await station.printTicket(receipt)),
    must(await station.printTicket(receipt)),
  ]
  expect([first, second, third].map(({ printed }) => printed)).toEqual([
    'PRINTER_PAPER_OUT',
    'printed',
    'printed',
  ])
  expect(new Set([first.code, second.code, third.code]).size).toBe(1)
  const copies = papers.map((lines) =>
    lines.some((line) => line.kind === 'text' && line.text.includes('COPY')),
  )
  expect(copies).toEqual([false, false, true])
})

it('a pass is in its card as well, and a card with one rides free', async () => {
  const { station, chip, buy, looks, ledger } = await openStation()
  await buy('week', 9_000_000n)
  const riding = station.gate.ride()
  await looks(2)
  chip.place(emulateKeycardCash({ privateKey: hexToBytes(testKey(1).slice(2)) }))
  expect(must(await riding)).toMatchObject({
    ...{ reason: 'pass', paid: 0n, goodUntil: DAY_END + 6 * 24 * 3_600_000 },
  })
  expect(ledger.summary().lastReceiptNumber).toBe(1)
})

it('a top-up begins a pass on a card without one, and prolongs the one that is there', async () => {
  const { station, buy, payments, papers, chip, looks } = await openStation()
  const begun = must(await station.printTicket(await buy('more', 3_000_000n)))
  expect(begun).toMatchObject({ topUp: 'begun', validUntil: DAY_END + 2 * DAY_MS })
  const buying = buy('more', 3_000_000n)
  await looks(2)
  chip.place(emulateKeycardCash({ privateKey: hexToBytes(testKey(1).slice(2)) }))
  const prolonged = must(await station.printTicket(await buying))
  expect(prolonged).toMatchObject({ topUp: 'prolonged', validUntil: DAY_END + 5 * DAY_MS })
  const [first, second] = await payments()
  expect(first?.ticket).not.toHaveProperty('prolongs')
  expect(second?.ticket).toMatchObject({ prolongs: true, from: DAY_END + 2 * DAY_MS })
  expect(must(decodeTicket(prolonged.code))).toMatchObject({
    ...{ kind: 'pass-top-up', validFrom: DAY_END / 1000 + 2 * 86_400 },
    validUntil: DAY_END / 1000 + 5 * 86_400,
  })
  expect(JSON.stringify(papers[1])).toContain('The pass on the card is prolonged')
})

it('is sold at its price only, and only what there is', async () => {
  const { station } = await openStation()
  expect(station.sell('one', orderAt(999_999n))).toMatchObject({ error: { code: 'ORDER_INVALID' } })
  expect(station.sell('one', undefined)).toMatchObject({ error: { code: 'ORDER_INVALID' } })
  expect(station.sell('two', orderAt(1_000_000n))).toMatchObject({ error: { code: 'ORDER_INVALID' } })
})

it('no ticket is printed for what bought none, was taken back, or never was', async () => {
  const { station, desk, buy, payments, ledger, chip, looks } = await openStation()
  const receipt = await buy('one', 1_000_000n)
  const [payment] = await payments()
  if (!payment) throw new Error('a journaled payment')
  const by = { id: 'dina', name: 'Dina' }
  must(await ledger.record({ type: 'voided', id: payment.authorization.nonce, by, cancellation: null }))
  expect(await station.printTicket(receipt)).toMatchObject(fail('TICKET_INVALID'))
  expect(await station.printTicket('007-000009')).toEqual(fail('RECEIPT_UNKNOWN'))
  expect(await station.printTicket('001-000001')).toEqual(fail('RECEIPT_UNKNOWN'))
  const { saleId, receipt: plain } = must(desk.open(1n))
  const found = desk.awaitCard(saleId)
  await looks(2)
  chip.place(emulateKeycardCash({ privateKey: hexToBytes(testKey(1).slice(2)) }))
  must(await found)
  must(await desk.authorize(saleId))
  expect(await station.printTicket(plain)).toMatchObject({ error: { code: 'TICKET_INVALID' } })
})

it('says of itself what passengers must know', async () => {
  const { station } = await openStation()
  expect(station.info).toMatchObject({
    ...{ name: { en: 'Abay' }, fare: 1_200_000n, cap: 3_000_000n, transferMinutes: 60, readerAt: 'below' },
    products: PRODUCTS,
  })
})
