import { hexToBytes } from '@noble/hashes/utils.js'
import { verifyTypedData } from 'ethers'
import { expect, test } from 'vitest'
import { type EmulatedCard, response } from '#drivers/emulator/emulated-card.ts'
import { emulateForeignCard } from '#drivers/emulator/foreign-card.ts'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { receiptNonce } from '#src/payment/authorization.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { fail } from '#src/result.ts'
import { addressOfKey, EIP3009_TYPES, signDigest, testKey } from '../../fakes/payment.ts'
import { must } from '../../fakes/wires.ts'
import { NOW, openTill, TERMS } from './till.ts'

const keyBytes = (n: number) => hexToBytes(testKey(n).slice(2))
const cardOf = (n: number) => emulateKeycardCash({ privateKey: keyBytes(n) })

/** Who signed this, by another library than ours. */
const signerOf = ({ domain, authorization, signature }: AcceptedPayment) =>
  verifyTypedData({ ...domain }, EIP3009_TYPES, authorization, signature).toLowerCase()

/** A card that answers SELECT or SIGN in its own way. */
const twisted = (card: EmulatedCard, twist: (apdu: Uint8Array, answer: Uint8Array) => Uint8Array) => ({
  ...card,
  answer: (apdu: Uint8Array) => twist(apdu, card.answer(apdu)),
})
const isSign = (apdu: Uint8Array) => apdu[1] === 0xc0

test('an amount, a tap, and a payment that the customer’s key has signed', async () => {
  const { desk, ledger, stages, payments } = await openTill(cardOf(1))
  const { saleId, receipt } = must(desk.open(4_270_000n))
  expect(receipt).toBe('007-000001')
  expect(must(await desk.awaitCard(saleId)).payer).toBe(addressOfKey(testKey(1)))
  const { entry, signedAt } = must(await desk.authorize(saleId))
  const [payment] = await payments()
  if (!payment) throw new Error('a journaled payment')
  expect(entry.fact).toEqual({ type: 'accepted', payment, standing: { kind: 'unknown' } })
  expect(payment).toMatchObject({
    receipt,
    receiptNumber: 1,
    acceptedAt: NOW,
    asset: TERMS.asset,
    domain: TERMS.domain,
  })
  expect(payment.authorization).toEqual({
    from: addressOfKey(testKey(1)),
    to: TERMS.payee,
    value: 4_270_000n,
    validAfter: 0,
    validBefore: NOW / 1000 + 30 * 24 * 3600,
    nonce: receiptNonce({
      domain: TERMS.domain,
      terminalId: 'apple-1',
      ledgerId: ledger.journal.ledgerId,
      receiptNumber: 1,
    }),
  })
  expect(signerOf(payment)).toBe(addressOfKey(testKey(1)))
  expect(stages).toEqual(['found', 'checked', 'signing'])
  expect(Math.abs(signedAt - Date.now())).toBeLessThan(60_000)
})

test('nothing is sold for nothing, for less, or for more than the site allows', async () => {
  const { desk } = await openTill()
  for (const units of [0n, -1n, TERMS.maxUnits + 1n])
    expect(desk.open(units)).toEqual(fail('SALE_AMOUNT_INVALID'))
  expect(desk.open(TERMS.maxUnits).ok).toBe(true)
})

test('an amount that is refused leaves the open sale alone', async () => {
  const { desk } = await openTill(cardOf(1))
  const { saleId } = must(desk.open(1n))
  desk.open(0n)
  expect((await desk.awaitCard(saleId)).ok).toBe(true)
})

test('a card pulled out while it signs, then tapped again: one receipt, one nonce, one payment', async () => {
  const { desk, chip, ledger, payments, holdNextSignature } = await openTill(cardOf(1))
  const { saleId, receipt } = must(desk.open(5n))
  must(await desk.awaitCard(saleId))
  const signing = holdNextSignature()
  const first = desk.authorize(saleId)
  await signing
  chip.remove()
  expect(await first).toMatchObject(fail('CARD_LEFT_EARLY'))
  expect(await payments()).toEqual([])

  chip.place(cardOf(1))
  must(await desk.awaitCard(saleId))
  must(await desk.authorize(saleId))
  const [payment, ...more] = await payments()
  expect(more).toEqual([])
  expect(payment?.receipt).toBe(receipt)
  expect(payment?.authorization.nonce).toBe(
    receiptNonce({
      domain: TERMS.domain,
      terminalId: TERMS.terminalId,
      ledgerId: ledger.journal.ledgerId,
      receiptNumber: 1,
    }),
  )
})

test('an answer lost after the card had signed: the second tap signs the same payment', async () => {
  const digests: string[] = []
  const card = twisted(cardOf(1), (apdu, answer) => {
    if (!isSign(apdu)) return answer
    digests.push(apdu.slice(5, 37).join())
    return digests.length === 1 ? answer.slice(0, 1) : answer
  })
  const { desk, payments } = await openTill(card)
  const { saleId } = must(desk.open(5n))
  must(await desk.awaitCard(saleId))
  expect(await desk.authorize(saleId)).toMatchObject(fail('CARD_ANSWER_INVALID'))
  must(await desk.awaitCard(saleId))
  must(await desk.authorize(saleId))
  expect(digests[1]).toBe(digests[0])
  expect(await payments()).toHaveLength(1)
})

test('receipt numbers have no gaps: only an accepted payment uses one up', async () => {
  const { desk, chip, sell } = await openTill(emulateForeignCard())
  for (let i = 0; i < 3; i += 1) desk.close(must(desk.open(1n)).saleId)
  const { saleId } = must(desk.open(1n))
  expect(await desk.awaitCard(saleId)).toMatchObject(fail('CARD_NOT_SUPPORTED'))
  chip.place(cardOf(1))
  expect((await sell(1n)).receipt).toBe('007-000001')
  chip.remove()
  expect(must(desk.open(1n)).receipt).toBe('007-000002')
})

test('a card that refuses to sign', async () => {
  const { desk, payments } = await openTill(emulateKeycardCash({ privateKey: keyBytes(1), refuses: 5 }))
  const { saleId } = must(desk.open(5n))
  must(await desk.awaitCard(saleId))
  expect(await desk.authorize(saleId)).toMatchObject(fail('CARD_REFUSED'))
  expect(await payments()).toEqual([])
})

test('a card that signs with another key than it showed', async () => {
  const liar = twisted(cardOf(1), (apdu, answer) => {
    if (!isSign(apdu)) return answer
    const compact = hexToBytes(signDigest(apdu.slice(5, 37), testKey(2)).slice(2))
    return response(0x9000, 0x80, compact.length, ...compact)
  })
  const { desk, payments } = await openTill(liar)
  const { saleId } = must(desk.open(5n))
  must(await desk.awaitCard(saleId))
  expect(await desk.authorize(saleId)).toMatchObject(fail('CARD_SIGNATURE_INVALID'))
  expect(await payments()).toEqual([])
})

test('a card that signs another digest than it was given', async () => {
  const card = cardOf(1)
  const liar = {
    ...card,
    answer: (apdu: Uint8Array) =>
      card.answer(isSign(apdu) ? apdu.map((b, i) => (i === 5 ? b ^ 1 : b)) : apdu),
  }
  const { desk, payments } = await openTill(liar)
  const { saleId } = must(desk.open(5n))
  must(await desk.awaitCard(saleId))
  expect(await desk.authorize(saleId)).toMatchObject(fail('CARD_SIGNATURE_INVALID'))
  expect(await payments()).toEqual([])
})

test.each([0, 1, 2, 10, 70, 100])('an answer cut off after %i bytes pays nothing', async (length) => {
  const cut = (when: (apdu: Uint8Array) => boolean) =>
    twisted(cardOf(1), (apdu, answer) =>
      when(apdu)
        ? Uint8Array.of(...answer.slice(0, Math.min(length, answer.length - 3)), 0x90, 0x00)
        : answer,
    )
  const selecting = await openTill(cut((apdu) => !isSign(apdu)))
  const first = must(selecting.desk.open(5n))
  expect(await selecting.desk.awaitCard(first.saleId)).toMatchObject(fail('CARD_ANSWER_INVALID'))
  expect(await selecting.desk.authorize(first.saleId)).toEqual(fail('SALE_UNKNOWN'))

  const signing = await openTill(cut(isSign))
  const second = must(signing.desk.open(5n))
  must(await signing.desk.awaitCard(second.saleId))
  expect(await signing.desk.authorize(second.saleId)).toMatchObject(fail('CARD_ANSWER_INVALID'))
  expect([...(await selecting.payments()), ...(await signing.payments())]).toEqual([])
})

test('cancelled while it waits for a card', async () => {
  const { desk, chip, payments } = await openTill()
  const { saleId } = must(desk.open(5n))
  const waiting = desk.awaitCard(saleId)
  desk.close(saleId)
  expect(await waiting).toEqual(fail('SALE_CANCELLED'))
  chip.place(cardOf(1))
  expect(await desk.awaitCard(saleId)).toEqual(fail('SALE_UNKNOWN'))
  expect(await payments()).toEqual([])
})

test('a new sale ends the one before', async () => {
  const { desk, chip } = await openTill()
  const first = must(desk.open(5n))
  const waiting = desk.awaitCard(first.saleId)
  const second = must(desk.open(6n))
  expect(await waiting).toEqual(fail('SALE_CANCELLED'))
  chip.place(cardOf(1))
  desk.close(first.saleId)
  must(await desk.awaitCard(second.saleId))
  expect(must(await desk.authorize(second.saleId)).entry.fact).toMatchObject({
    payment: { authorization: { value: 6n } },
  })
})

test('closed while the card signs: what is signed is worth money and is kept', async () => {
  const { desk, payments } = await openTill(cardOf(1))
  const { saleId } = must(desk.open(5n))
  must(await desk.awaitCard(saleId))
  const signing = desk.authorize(saleId)
  desk.close(saleId)
  expect((await signing).ok).toBe(true)
  expect(await payments()).toHaveLength(1)
})

test('authorize twice, before a card, and for a sale that is not open', async () => {
  const { desk, payments } = await openTill(cardOf(1))
  const { saleId } = must(desk.open(5n))
  expect(await desk.authorize(saleId)).toEqual(fail('SALE_UNKNOWN'))
  must(await desk.awaitCard(saleId))
  expect(await desk.authorize('another')).toEqual(fail('SALE_UNKNOWN'))
  const both = await Promise.all([desk.authorize(saleId), desk.authorize(saleId)])
  expect(both).toMatchObject([{ ok: true }, fail('SALE_UNKNOWN')])
  expect(await desk.authorize(saleId)).toEqual(fail('SALE_UNKNOWN'))
  expect(await desk.awaitCard(saleId)).toEqual(fail('SALE_UNKNOWN'))
  expect(await payments()).toHaveLength(1)
})

test('a card left on the reader must leave before the next sale takes any', async () => {
  const { desk, chip, sell, looks, payments } = await openTill(cardOf(1))
  await sell(5n)
  const { saleId } = must(desk.open(6n))
  let found = false
  const next = desk.awaitCard(saleId).then((card) => {
    found = true
    return card
  })
  await looks(3)
  expect(found).toBe(false)
  chip.remove()
  await looks(4)
  chip.place(cardOf(2))
  expect(must(await next).payer).toBe(addressOfKey(testKey(2)))
  must(await desk.authorize(saleId))
  expect(await payments()).toHaveLength(2)
})

test('a disk that refuses: not accepted, and the next try has the same receipt', async () => {
  let refuses = true
  const { payments, desk, sell, chip } = await openTill(cardOf(1), {
    wrap: (ledger) => ({
      ...ledger,
      record: async (fact) => (refuses ? fail('JOURNAL_WRITE_FAILED') : ledger.record(fact)),
    }),
  })
  const { saleId, receipt } = must(desk.open(5n))
  must(await desk.awaitCard(saleId))
  expect(await desk.authorize(saleId)).toEqual(fail('JOURNAL_WRITE_FAILED'))
  expect(await payments()).toEqual([])
  refuses = false
  chip.place(cardOf(1))
  expect((await sell(5n)).receipt).toBe(receipt)
})
