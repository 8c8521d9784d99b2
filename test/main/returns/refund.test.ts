import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { accountOf } from '#main/chain/account.ts'
import { isProven } from '#main/crypto/proven.ts'
import { createRefundKey } from '#main/keys/refund-key.ts'
import type { Ledger } from '#main/ledger/ledger.ts'
import { createRefundDesk, type RefundDeps } from '#main/returns/refund.ts'
import { receiptNonce } from '#src/payment/authorization.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { fail, ok } from '#src/result.ts'
import { acceptedPayment, account, id, receivedFact } from '../../fakes/accepted.ts'
import type { FakeClock } from '../../fakes/clock.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { testKey } from '../../fakes/payment.ts'
import { open } from '../ledger/open.ts'

const WALLET = accountOf(testKey(77))
const CASHIER = { id: 'aigul', name: 'Айгүл' }
const OWNER = { id: 'bolat', name: 'Болат' }
const DAY_MS = 86_400_000
const proof = { txHash: id(100), blockHash: id(101), blockNumber: 7, logIndex: 0 }
const paid: AcceptedPayment = acceptedPayment(1)
const CAPS = { maxUnits: 600_000n, maxUnitsPerDay: 900_000n }

let dir: string
let ledger: Ledger
let clock: FakeClock

async function start(): Promise<void> {
  const opened = await open(dir)
  ledger = opened.ledger
  clock = opened.clock
}

function deskWith(change: Partial<RefundDeps> = {}) {
  return createRefundDesk({
    ledger,
    authorise: async (right) => ok({ by: right === 'refund' ? CASHIER : OWNER }),
    terms: { terminalId: 'apple-1', till: 1, domain: paid.domain },
    wallet: { key: createRefundKey({ account: () => ok(WALLET) }), caps: CAPS },
    isSelling: () => false,
    balanceOf: async () => ok(5n),
    clock,
    ...change,
  })
}

beforeEach(async () => {
  dir = join(emptyFolder(), 'journal')
  await start()
  onTestFinished(() => ledger.close())
  await ledger.record({ type: 'accepted', payment: paid })
  await ledger.record({ type: 'confirmed', proofs: [{ id: id(1), proof }] })
})

const make = (units: bigint, change: Partial<RefundDeps> = {}) =>
  deskWith(change).make({ id: id(1), units, reason: 'cold tea' })
const refunds = () => ledger.summary().waitingRefunds

describe('a refund within the caps', () => {
  test('is signed by the wallet for whoever paid, with the next receipt, and is on disk', async () => {
    const made = await make(400_000n)
    if (!made.ok || made.value.entry.fact.type !== 'refunded') throw new Error(JSON.stringify(made))
    const { refund, by } = made.value.entry.fact
    expect(made.value.kind).toBe('made')
    expect(by).toEqual(CASHIER)
    expect(refund).toMatchObject({
      receipt: '001-000002',
      receiptNumber: 2,
      returns: id(1),
      asset: paid.asset,
    })
    const { domain } = paid
    const { ledgerId } = ledger.journal
    expect(refund.authorization).toEqual({
      from: WALLET.address,
      to: paid.authorization.from,
      value: 400_000n,
      validAfter: 0,
      validBefore: 2 ** 32 - 1,
      nonce: receiptNonce({ domain, terminalId: 'apple-1', ledgerId, receiptNumber: 2 }),
    })
    expect(isProven(refund, recoverInJavaScript)).toBe(true)
    expect(ledger.payment(id(1))).toMatchObject({ state: 'confirmed', givenBack: 400_000n })
    expect(ledger.summary()).toMatchObject({ waitingUnits: 1_000_000n, waitingRefunds: 1, missing: [] })
  })

  test('is taken from what was paid, also after a restart with and without its index', async () => {
    await make(600_000n)
    await ledger.close()
    await start()
    expect(ledger.payment(id(1))?.givenBack).toBe(600_000n)
    clock.advance(2 * DAY_MS)
    expect(await make(400_001n)).toMatchObject(fail('REFUND_TOO_MUCH'))
    expect(await make(400_000n)).toMatchObject({ ok: true })
    expect(await make(1n)).toMatchObject(fail('REFUND_TOO_MUCH'))
  })

  test('made twice at the same moment gives back no more than was paid', async () => {
    const desk = deskWith({
      wallet: {
        key: createRefundKey({ account: () => ok(WALLET) }),
        caps: { maxUnits: 10n ** 9n, maxUnitsPerDay: 10n ** 9n },
      },
    })
    const request = { id: id(1), units: 700_000n, reason: '' }
    const both = await Promise.all([desk.make(request), desk.make(request)])
    expect(both.map((each) => (each.ok ? each.value.kind : each.error.code))).toEqual([
      'made',
      'REFUND_TOO_MUCH',
    ])
    expect(refunds()).toBe(1)
  })
})

describe('a refund above the caps', () => {
  test.each([
    ['of one refund', [600_001n], ['asked']],
    ['of a day', [500_000n, 450_000n], ['made', 'asked']],
  ])('%s waits for the owner', async (_which, amounts, kinds) => {
    const made = []
    for (const units of amounts) made.push(await make(units))
    expect(made.map((each) => each.ok && each.value.kind)).toEqual(kinds)
    expect(ledger.till().asks).toHaveLength(1)
  })

  test('is set aside, so that it cannot be given twice', async () => {
    await make(800_000n)
    expect(await make(200_001n)).toMatchObject(fail('REFUND_TOO_MUCH'))
    expect(await make(200_000n)).toMatchObject({ value: { kind: 'made' } })
  })

  test('is made when the owner allows it, once', async () => {
    await make(1_000_000n)
    const decided = await deskWith().decide({ ask: 1, approve: true })
    expect(decided).toMatchObject({
      value: { entry: { fact: { type: 'refunded', by: CASHIER, approvedBy: OWNER, ask: 1 } } },
    })
    expect(await deskWith().decide({ ask: 1, approve: true })).toMatchObject(fail('REFUND_ASK_UNKNOWN'))
    expect(ledger.till().asks).toEqual([])
    expect(ledger.payment(id(1))?.givenBack).toBe(1_000_000n)
    // What the owner allows takes nothing of the day's sum.
    expect(await deskWith().wallet()).toEqual(
      ok({ address: WALLET.address, maxUnits: 600_000n, leftToday: 900_000n, balance: 5n }),
    )
  })

  test('is not made when the owner denies it, and may be asked for again', async () => {
    await make(1_000_000n)
    expect(await deskWith().decide({ ask: 1, approve: false })).toMatchObject({ ok: true })
    expect(refunds()).toBe(0)
    expect(await make(1_000_000n)).toMatchObject({ value: { kind: 'asked' } })
    expect(ledger.till().asks.map(({ number }) => number)).toEqual([2])
  })
})

describe('no refund', () => {
  test('of what is unknown, not paid yet, or a refund itself', async () => {
    await ledger.record({ type: 'accepted', payment: acceptedPayment(2) })
    await make(400_000n)
    const desk = deskWith()
    const of = (number: number) => desk.make({ id: id(number), units: 1n, reason: '' })
    expect(await of(99)).toMatchObject(fail('PAYMENT_UNKNOWN'))
    expect(await of(2)).toMatchObject(fail('REFUND_NOT_YET'))
    const refund = (await ledger.journal.since(0, 100)).flatMap(({ fact }) =>
      fact.type === 'refunded' ? fact.refund.authorization.nonce : [],
    )
    expect(await desk.make({ id: refund[0] ?? '0x', units: 1n, reason: '' })).toMatchObject(
      fail('PAYMENT_UNKNOWN'),
    )
  })

  test('by whom has not the right, without a wallet, with a locked key, or while a sale is open', async () => {
    const forbidden = async () => fail('STAFF_FORBIDDEN')
    expect(await make(1n, { authorise: forbidden })).toMatchObject(fail('STAFF_FORBIDDEN'))
    expect(await make(1n, { wallet: null })).toMatchObject(fail('REFUND_WALLET_ABSENT'))
    const locked = { key: createRefundKey({ account: () => fail('KEY_LOCKED') }), caps: CAPS }
    expect(await make(1n, { wallet: locked })).toMatchObject(fail('KEY_LOCKED'))
    expect(await make(1n, { isSelling: () => true })).toMatchObject(fail('TERMINAL_BUSY'))
    const { domain } = paid
    const other = { terminalId: 'apple-1', till: 1, domain: { ...domain, version: '1' } }
    expect(await make(1n, { terms: other })).toMatchObject(fail('TOKEN_WRONG'))
    expect(refunds()).toBe(0)
  })
})

test('a payer’s own transfer goes back to whoever made it', async () => {
  await ledger.record(receivedFact(2, { from: account(0xabc), nonce: id(2) }))
  const made = await deskWith().make({ id: id(2), units: 1n, reason: '' })
  expect(made).toMatchObject({
    value: { entry: { fact: { refund: { authorization: { to: account(0xabc) } } } } },
  })
})

test('who waits until no refund is written sees its receipt number', async () => {
  const desk = deskWith()
  const made = desk.make({ id: id(1), units: 1n, reason: '' })
  // The right is looked at first.
  await Promise.resolve()
  await Promise.resolve()
  await desk.idle()
  await made
  expect(ledger.summary().lastReceiptNumber).toBe(2)
})
