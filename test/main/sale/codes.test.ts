import { hexToBytes } from '@noble/hashes/utils.js'
import { verifyTypedData } from 'ethers'
import { expect, test } from 'vitest'
import { emulateForeignCard } from '#drivers/emulator/foreign-card.ts'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { askWallet } from '#simulator/wallet/wallet.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { decodeRequest } from '#src/qr/request.ts'
import { fail, ok } from '#src/result.ts'
import { addressOfKey, EIP3009_TYPES, testKey } from '../../fakes/payment.ts'
import { must } from '../../fakes/wires.ts'
import { openTill, TERMS, type Till } from './till.ts'

const cardOf = (n: number) => emulateKeycardCash({ privateKey: hexToBytes(testKey(n).slice(2)) })
const codes = { takesCodes: true }

const signerOf = ({ domain, authorization, signature }: AcceptedPayment) =>
  verifyTypedData({ ...domain }, EIP3009_TYPES, authorization, signature).toLowerCase()

/** A sale, and what a wallet with that key would answer. */
async function openSale({ desk }: Till, units: bigint, key = 9) {
  const { saleId, request } = must(desk.open(units))
  const text = request ?? ''
  return { saleId, request: text, answer: await must(askWallet(text, testKey(key))).sign() }
}

const quiet = () => new Promise((resolve) => setImmediate(resolve))

test('a wallet reads the request from the screen, its answer is scanned, and it has paid', async () => {
  const till = await openTill(undefined, codes)
  const { saleId, request, answer } = await openSale(till, 4_270_000n)
  const waiting = till.desk.awaitCard(saleId)
  till.scan(answer)
  expect(must(await waiting).payer).toBe(addressOfKey(testKey(9)))
  must(await till.desk.authorize(saleId))

  const [payment, ...more] = await till.payments()
  if (!payment) throw new Error('a payment')
  expect(more).toEqual([])
  expect(signerOf(payment)).toBe(addressOfKey(testKey(9)))
  const asked = must(decodeRequest(request))
  expect(asked).toMatchObject({ domain: TERMS.domain, asset: TERMS.asset, shop: 'Aport Market' })
  expect(payment.authorization).toEqual({ ...asked.draft, from: addressOfKey(testKey(9)) })
  expect(payment.authorization).toMatchObject({ to: TERMS.payee, value: 4_270_000n })
  expect(till.stages).toEqual(['checked', 'signing'])
})

test('a scanner that types: the page passes on what it heard', async () => {
  const { desk, payments, ...till } = await openTill(undefined, codes)
  const { saleId, answer } = await openSale({ desk, payments, ...till }, 5n)
  const waiting = desk.awaitCard(saleId)
  expect(desk.scanned('another', answer)).toEqual(fail('SALE_UNKNOWN'))
  expect(desk.scanned(saleId, answer)).toEqual(ok())
  must(await waiting)
  must(await desk.authorize(saleId))
  expect(await payments()).toHaveLength(1)
  expect(desk.scanned(saleId, answer)).toEqual(fail('SALE_UNKNOWN'))
})

test('an answer that is quicker than the page waits for it', async () => {
  const till = await openTill(undefined, codes)
  const { saleId, answer } = await openSale(till, 5n)
  till.scan(answer)
  must(await till.desk.awaitCard(saleId))
  must(await till.desk.authorize(saleId))
  expect(await till.payments()).toHaveLength(1)
})

test('what is no answer to this sale is said, and the sale goes on waiting', async () => {
  const till = await openTill(undefined, codes)
  const old = await openSale(till, 5n)
  const { saleId, answer } = await openSale(till, 6n)
  const waiting = till.desk.awaitCard(saleId)
  till.scan('4600051000057')
  till.scan(old.answer)
  till.scan(answer.slice(0, -1) + (answer.endsWith('0') ? '1' : '0'))
  expect(till.notices).toEqual(['QR_INVALID', 'QR_OTHER_SALE', 'QR_SIGNATURE_INVALID'])
  till.scan(answer)
  must(await waiting)
  must(await till.desk.authorize(saleId))
  expect((await till.payments()).map(({ authorization }) => authorization.value)).toEqual([6n])
})

test('a card taps as ever where codes are taken, and what is scanned meanwhile is nobody’s news', async () => {
  const till = await openTill(cardOf(1), codes)
  const { saleId, answer } = await openSale(till, 5n)
  expect(must(await till.desk.awaitCard(saleId)).payer).toBe(addressOfKey(testKey(1)))
  till.scan('4600051000057')
  till.scan(answer)
  must(await till.desk.authorize(saleId))
  till.scan(answer)
  expect((await till.payments()).map(signerOf)).toEqual([addressOfKey(testKey(1))])
  expect(till.notices).toEqual([])
})

test('a card that fails while an answer is there: the answer pays', async () => {
  const till = await openTill(emulateForeignCard(), codes)
  const { saleId, answer } = await openSale(till, 5n)
  const waiting = till.desk.awaitCard(saleId)
  till.scan(answer)
  expect(must(await waiting).payer).toBe(addressOfKey(testKey(9)))
})

test('a card that leaves while it signs: the answer that came meanwhile pays, once', async () => {
  const till = await openTill(cardOf(1), codes)
  const { saleId, answer } = await openSale(till, 5n)
  must(await till.desk.awaitCard(saleId))
  const signing = till.holdNextSignature()
  const byCard = till.desk.authorize(saleId)
  await signing
  till.scan(answer)
  expect(await till.desk.awaitCard(saleId)).toEqual(fail('SALE_UNKNOWN'))
  till.chip.remove()
  expect(await byCard).toMatchObject(fail('CARD_LEFT_EARLY'))
  must(await till.desk.awaitCard(saleId))
  must(await till.desk.authorize(saleId))
  expect((await till.payments()).map(signerOf)).toEqual([addressOfKey(testKey(9))])
})

test('a card that is none of ours ends the sale as ever', async () => {
  const till = await openTill(emulateForeignCard(), codes)
  const { saleId } = await openSale(till, 5n)
  expect(await till.desk.awaitCard(saleId)).toMatchObject(fail('CARD_NOT_SUPPORTED'))
})

test('after an answer has won, the card that comes next belongs to the next sale', async () => {
  const till = await openTill(undefined, codes)
  const first = await openSale(till, 5n)
  const waiting = till.desk.awaitCard(first.saleId)
  till.scan(first.answer)
  must(await waiting)
  till.chip.place(cardOf(1))
  must(await till.desk.authorize(first.saleId))
  const second = await openSale(till, 6n)
  expect(must(await till.desk.awaitCard(second.saleId)).payer).toBe(addressOfKey(testKey(1)))
  must(await till.desk.authorize(second.saleId))
  expect((await till.payments()).map(signerOf)).toEqual([9, 1].map((n) => addressOfKey(testKey(n))))
})

test('no reader is no reason to stop: the wallet still pays', async () => {
  const till = await openTill(undefined, codes)
  await till.unplugReader()
  const { saleId, answer } = await openSale(till, 5n)
  const waiting = till.desk.awaitCard(saleId)
  await till.clock.advance(60_000)
  till.scan(answer)
  must(await waiting)
  must(await till.desk.authorize(saleId))
  expect(await till.payments()).toHaveLength(1)
})

test('a reader that is pulled out while it waits does not end the sale, and cancel still does', async () => {
  const till = await openTill(undefined, codes)
  const { saleId } = await openSale(till, 5n)
  let ended = false
  const waiting = till.desk.awaitCard(saleId).finally(() => {
    ended = true
  })
  await till.unplugReader()
  await till.clock.advance(2000)
  expect(ended).toBe(false)
  till.desk.close(saleId)
  expect(await waiting).toEqual(fail('SALE_CANCELLED'))
})

test('where nothing reads codes, no code is shown, and a reader that is gone ends the sale', async () => {
  const till = await openTill()
  const { saleId, request } = must(till.desk.open(5n))
  expect(request).toBeNull()
  await till.unplugReader()
  expect(await till.desk.awaitCard(saleId)).toMatchObject(fail('READER_ABSENT'))
  till.scan('TPA:')
  expect(till.desk.scanned(saleId, 'TPA:')).toEqual(ok())
  expect(till.notices).toEqual([])
})

test('an answer that comes after Cancel pays nothing', async () => {
  const till = await openTill(undefined, codes)
  const { saleId, answer } = await openSale(till, 5n)
  const waiting = till.desk.awaitCard(saleId)
  till.desk.close(saleId)
  till.scan(answer)
  expect(await waiting).toEqual(fail('SALE_CANCELLED'))
  await quiet()
  expect(await till.payments()).toEqual([])
})

test('two calls for one answer make one payment', async () => {
  const till = await openTill(undefined, codes)
  const { saleId, answer } = await openSale(till, 5n)
  const both = [till.desk.awaitCard(saleId), till.desk.awaitCard(saleId)]
  till.scan(answer)
  till.scan(answer)
  await Promise.all(both)
  const paid = await Promise.all([
    till.desk.authorize(saleId),
    till.desk.authorize(saleId),
    till.desk.awaitCard(saleId).then(() => till.desk.authorize(saleId)),
  ])
  expect(paid.filter(({ ok }) => ok)).toHaveLength(1)
  expect(await till.payments()).toHaveLength(1)
})

test('where nothing reads codes, none is shown', async () => {
  const { desk } = await openTill(undefined, { takesCodes: false })
  expect(must(desk.open(4_270_000n)).request).toBeNull()
})
