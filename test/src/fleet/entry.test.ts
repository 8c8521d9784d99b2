import { expect, test } from 'vitest'
import { messageId, readUplinked, uplinkedText } from '#src/fleet/entry.ts'
import type { Fact, JournalEntry } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import { acceptedPayment, account, id } from '../../fakes/accepted.ts'

const EPOCH: Hex = `0x${'e1'.repeat(32)}`
const entryOf = (fact: Fact, seq = 7): JournalEntry => ({ seq, at: 1_700_000_000_000, fact })
const payment = (from: Hex) => entryOf({ type: 'accepted', payment: acceptedPayment(3, { from }) })

test('what a terminal sends is what the fleet reads, amounts and all', () => {
  const entry = payment(account(0xca4d))
  expect(readUplinked(uplinkedText(EPOCH, entry))).toEqual({ v: 1, epoch: EPOCH, entry })
})

test.each([
  '',
  '{',
  'null',
  '{"v":2}',
  uplinkedText(EPOCH, payment(account(1))).replace('"accepted"', '"given"'),
])('reads nothing from %j', (text) => {
  expect(readUplinked(text)).toBeUndefined()
})

test('a payment is named by its nonce and its payer, wherever its entry stands', () => {
  const { fact } = payment(account(0xca4d))
  expect(messageId(EPOCH, entryOf(fact, 7))).toBe(`${id(3)}:${account(0xca4d)}`)
  expect(messageId(`0x${'e2'.repeat(32)}`, entryOf(fact, 9))).toBe(`${id(3)}:${account(0xca4d)}`)
})

test('another payer’s payment by the same nonce is no repeat', () => {
  expect(messageId(EPOCH, payment(account(1)))).not.toBe(messageId(EPOCH, payment(account(2))))
})

test('any other entry is the same in its place only, and only when it says the same', () => {
  const settled = (n: number): Fact => ({ type: 'settled', ids: [id(n)] })
  const first = messageId(EPOCH, entryOf(settled(1), 7))
  expect(messageId(EPOCH, entryOf(settled(1), 7))).toBe(first)
  expect(messageId(EPOCH, entryOf(settled(1), 8))).not.toBe(first)
  expect(messageId(EPOCH, entryOf(settled(2), 7))).not.toBe(first)
})
