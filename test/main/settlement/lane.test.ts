import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Hex } from '#src/payment/hex.ts'
import { acceptedPayment } from '../../fakes/accepted.ts'
import { type FakeChain, fakeChain } from '../../fakes/chain.ts'
import type { FakeTransaction } from '../../fakes/world.ts'
import { openMemoryLedger, removeJournal } from './memory-ledger.ts'
import { shopWith, statesOf, submitted } from './shop.ts'
import { CONFIRMATIONS, GAS_ACCOUNT, openTill, REBROADCAST_WAIT_MS, type Till } from './till.ts'
import { NO_TRIPWIRE } from './tripwire.ts'

const [one, two, three] = [acceptedPayment(1), acceptedPayment(2), acceptedPayment(3)]
const LONG_MS = 2 * REBROADCAST_WAIT_MS
/** Above what was bid while fees were as usual. */
const HIGH_FEE = 100

/** Every transaction of the gas account that was signed for this nonce, in order. */
const attemptsAt = (chain: FakeChain, nonce: number): FakeTransaction[] =>
  chain
    .view()
    .transactions.map(({ transaction }) => transaction)
    .filter((each) => each.account === GAS_ACCOUNT.address && each.accountNonce === nonce)

const paidBy = ({ transfers }: FakeTransaction): Hex[] => transfers.map(({ nonce }) => nonce)

/** Long enough, and blocks enough, for a transaction that waits to be outbid. */
async function waitInVain(till: Till, chain: FakeChain): Promise<void> {
  await till.settlement.follow()
  await till.clock.advance(LONG_MS)
  for (let i = 0; i < CONFIRMATIONS; i += 1) chain.mine()
  await till.settlement.follow()
}

/** A batch whose bid fell below what blocks ask, outbid twice, and still without a place in one. */
async function outbidTwice() {
  const { chain, till } = await shopWith(one, two)
  await submitted(till)
  for (const fee of [HIGH_FEE, 10 * HIGH_FEE]) {
    chain.setBaseFee(fee)
    await waitInVain(till, chain)
  }
  chain.setBaseFee(100 * HIGH_FEE)
  return { chain, till, attempts: attemptsAt(chain, 0) }
}

describe('a transaction that blocks do not take', () => {
  it('is outbid at its own nonce, with the same payments', async () => {
    const { attempts } = await outbidTwice()
    const all = [one, two].map(({ authorization }) => authorization.nonce)
    expect(attempts.map(paidBy)).toEqual([all, all, all])
  })

  it('is outbid by an eighth each time, even when fees have fallen since', async () => {
    const { chain, till } = await shopWith(one)
    chain.setBaseFee(HIGH_FEE)
    await submitted(till)
    // Blocks are full whatever one bids: they take nothing, and their fee is back to usual.
    chain.setBaseFee(1)
    for (let i = 0; i < 8; i += 1) {
      await till.settlement.follow()
      await till.clock.advance(LONG_MS)
      for (let block = 0; block < CONFIRMATIONS; block += 1) chain.passTime(0)
    }
    await till.settlement.follow()
    const bids = attemptsAt(chain, 0).map(({ maxFee }) => maxFee)
    expect(bids.length).toBeGreaterThan(3)
    for (const [i, bid] of bids.slice(1).entries()) expect(bid / (bids[i] ?? 0)).toBeGreaterThanOrEqual(1.125)
  })

  it.each([0, 1, 2])('is paid for by attempt %i, should that be the one that lands', async (n) => {
    const { chain, till, attempts } = await outbidTwice()
    const landing = attempts[n]?.hash ?? '0x'
    chain.mineSigned(landing)
    chain.mine(CONFIRMATIONS)
    await till.settlement.follow()
    expect(statesOf(till, [one, two])).toEqual(['settled', 'settled'])
    expect(till.payment(one)?.proof?.txHash).toBe(landing)
    expect([one, two].map(chain.timesPaid)).toEqual([1, 1])
    expect(chain.signedCount()).toBe(3)
  })

  it('is paid for by any attempt after a start too', async () => {
    const dir = 'lane'
    removeJournal(dir)
    const chain = fakeChain()
    chain.fund(one.authorization.from, one.authorization.value)
    const before = await openTill(dir, chain, NO_TRIPWIRE, { open: openMemoryLedger })
    await before.accept(one)
    const first = await submitted(before)
    chain.setBaseFee(HIGH_FEE)
    await waitInVain(before, chain)
    const after = await openTill(dir, chain, NO_TRIPWIRE, { open: openMemoryLedger })
    chain.mineSigned(first)
    chain.mine(CONFIRMATIONS)
    await after.settlement.follow()
    expect(after.payment(one)).toMatchObject({ state: 'settled', proof: { txHash: first } })
  })

  it('is left alone until enough blocks have passed it by, and enough time', async () => {
    const { chain, till } = await shopWith(one)
    await submitted(till)
    chain.setBaseFee(HIGH_FEE)
    await till.settlement.follow()
    await till.clock.advance(LONG_MS)
    chain.mine(CONFIRMATIONS - 2)
    await till.settlement.follow()
    expect(chain.signedCount()).toBe(1)
    chain.mine()
    await till.settlement.follow()
    expect(chain.signedCount()).toBe(2)

    // Blocks that come at once are no reason yet.
    chain.setBaseFee(100 * HIGH_FEE)
    chain.mine(CONFIRMATIONS)
    await till.settlement.follow()
    expect(chain.signedCount()).toBe(2)
  })

  it('is outbid with those that would still be paid, and the other is parked with its reason', async () => {
    const { chain, till } = await shopWith(one, two)
    await submitted(till)
    chain.setBaseFee(HIGH_FEE)
    chain.cancel(one)
    await waitInVain(till, chain)
    expect(attemptsAt(chain, 0).map(paidBy).at(-1)).toEqual([two.authorization.nonce])
    chain.mine(CONFIRMATIONS)
    await till.round()
    await till.round()
    expect(statesOf(till, [one, two])).toEqual(['parked', 'settled'])
    expect(till.payment(one)?.refusal).toBe('AUTHORIZATION_SPENT')
  })
})

describe('a lane', () => {
  it('is freed by a transaction of no payments when none would be paid any more', async () => {
    const { chain, till } = await shopWith(one, two)
    await till.settlement.prepare([one.authorization.nonce])
    await till.settlement.prepare([two.authorization.nonce])
    chain.setBaseFee(HIGH_FEE)
    chain.cancel(one)
    await waitInVain(till, chain)
    expect(attemptsAt(chain, 0).map(paidBy)).toEqual([[one.authorization.nonce], []])

    chain.setBaseFee(1)
    chain.mine(CONFIRMATIONS)
    await till.round()
    await till.round()
    expect(till.payment(one)).toMatchObject({ state: 'parked', refusal: 'AUTHORIZATION_SPENT' })
    expect(till.payment(two)).toMatchObject({ state: 'settled' })
    // Nothing of the freed nonce is sent any more.
    expect(till.ledger.batches()).toEqual([])
  })

  it('has a gap below a pending batch filled, with no payment due', async () => {
    const { chain, till } = await shopWith(one, two)
    await till.settlement.prepare([one.authorization.nonce])
    await till.settlement.prepare([two.authorization.nonce])
    // Given the first nonce taken by a stranger, and the first payment parked
    chain.takeNonce(GAS_ACCOUNT.address)
    await till.settlement.follow()
    chain.cancel(one)
    await till.settlement.prepare([one.authorization.nonce])
    expect(statesOf(till, [one, two])).toEqual(['parked', 'submitted'])
    expect(till.due()).toEqual([])
    // When a reorganisation frees the nonce again
    chain.forgetPending()
    chain.reorganise(2)
    await waitInVain(till, chain)
    // Then a transaction of no payments takes it, and the second payment lands
    expect(attemptsAt(chain, 0).map(paidBy).at(-1)).toEqual([])
    chain.mine(CONFIRMATIONS)
    await till.settlement.follow()
    expect(till.stateOf(two)).toBe('settled')
  })

  it('gives each batch the next nonce that none of its transactions may use', async () => {
    const { chain, till } = await shopWith(one, two, three)
    for (const { authorization } of [one, two, three]) await till.settlement.prepare([authorization.nonce])
    expect(
      [one, two, three].map(
        (payment) => till.ledger.batch(till.payment(payment)?.batch ?? '0x')?.accountNonce,
      ),
    ).toEqual([0, 1, 2])
    for (let i = 0; i < 3; i += 1) await till.settlement.follow()
    chain.mine(CONFIRMATIONS)
    await till.settlement.follow()
    expect(statesOf(till, [one, two, three])).toEqual(['settled', 'settled', 'settled'])
  })
})

describe('an account that can pay for little', () => {
  const ends = (n: number, hours: number) => acceptedPayment(n, { validBefore: 1_700_000_000 + hours * 3600 })
  const many = [ends(1, 500), ends(2, 50), ends(3, 400), ends(4, 40), ends(5, 300)]

  it('sends those first that end first', async () => {
    const { chain, till } = await shopWith(...many)
    chain.limitGas(2)
    await submitted(till)
    expect(statesOf(till, many)).toEqual(['accepted', 'submitted', 'accepted', 'submitted', 'accepted'])
  })

  it('says so when it can pay for none, and leaves all as they are', async () => {
    const { chain, till } = await shopWith(...many)
    chain.limitGas(0)
    expect(await till.settlement.prepare(till.due())).toMatchObject({
      ok: false,
      error: { code: 'GAS_TOO_LOW' },
    })
    expect(new Set(statesOf(till, many))).toEqual(new Set(['accepted']))
    expect(chain.signedCount()).toBe(0)
  })
})

describe('fees above the limit', () => {
  const urgent = acceptedPayment(1, { validBefore: 1_700_000_000 + 3600 })

  it('are paid for payments whose time is up, and for no other', async () => {
    const { chain, till } = await shopWith(urgent, two)
    chain.setBaseFee(HIGH_FEE)
    chain.limitFees(HIGH_FEE)
    await submitted(till)
    expect(statesOf(till, [urgent, two])).toEqual(['submitted', 'accepted'])
    const refused = await till.settlement.prepare(till.due())
    expect(refused).toMatchObject({ ok: false, error: { code: 'FEES_TOO_HIGH' } })
    expect(till.stateOf(two)).toBe('accepted')
  })

  it('are bid to outbid an urgent transaction only', async () => {
    const { chain, till } = await shopWith(two)
    await submitted(till)
    chain.setBaseFee(HIGH_FEE)
    chain.limitFees(HIGH_FEE)
    await waitInVain(till, chain)
    expect(chain.signedCount()).toBe(1)
    chain.passTime(NEVER_BUT_A_DAY)
    await waitInVain(till, chain)
    expect(chain.signedCount()).toBe(2)
  })
})

/** From the fake chain's first block to shortly before the usual end of payments. */
const NEVER_BUT_A_DAY = 4_000_000_000 - 1_700_000_000 - 23 * 3600

describe('a payment', () => {
  const PAYMENTS = Array.from({ length: 4 }, (_, i) => acceptedPayment(i + 1))
  const FOLDER = 'lanes'
  const EVENTS: Readonly<Record<string, (till: Till, chain: FakeChain) => unknown>> = {
    round: (till) => till.round(),
    'prepare one': (till) => till.settlement.prepare(till.due().slice(0, 1)),
    'wait in vain': waitInVain,
    mine: (_, chain) => chain.mine(),
    'take the nonce': (_, chain) => chain.takeNonce(GAS_ACCOUNT.address),
    'forget the mempool': (_, chain) => chain.forgetPending(),
    'raise fees': (_, chain) => chain.setBaseFee(chain.view().baseFee * 10),
    'lower fees': (_, chain) => chain.setBaseFee(1),
    cancel: (_, chain) => chain.cancel(one),
    'pay by another hand': (_, chain) => chain.payByAnotherHand(two),
    'reopen what is parked': (till) => till.reopenParked(),
    'lose an answer': (_, chain) => chain.loseNextAnswer(),
    offline: (_, chain) => chain.goOffline(true),
    online: (_, chain) => chain.goOffline(false),
  }

  it('is never in two transactions of different nonces while both may land', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...Object.keys(EVENTS)), { minLength: 5, maxLength: 30 }),
        async (events) => {
          removeJournal(FOLDER)
          const chain = fakeChain()
          for (const { authorization } of PAYMENTS) chain.fund(authorization.from, authorization.value)
          const till = await openTill(FOLDER, chain, NO_TRIPWIRE, { open: openMemoryLedger })
          await till.accept(...PAYMENTS)
          for (const event of events) {
            await EVENTS[event]?.(till, chain)
            for (const payment of PAYMENTS) expect(chain.noncesOf(payment).length).toBeLessThanOrEqual(1)
          }
        },
      ),
      { numRuns: 300, interruptAfterTimeLimit: 10_000, markInterruptAsFailure: false },
    )
  }, 30_000)
})
