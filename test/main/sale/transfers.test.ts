import { hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { fail, ok } from '#src/result.ts'
import { account, MERCHANT, TOKEN } from '../../fakes/accepted.ts'
import { type FakeChain, fakeChain } from '../../fakes/chain.ts'
import { testKey } from '../../fakes/payment.ts'
import { must } from '../../fakes/wires.ts'
import { openTill, POLL_MS, STRANGER, type Till } from './till.ts'

const CUSTOMER = account(0xcc)
const card = () => emulateKeycardCash({ privateKey: hexToBytes(testKey(1).slice(2)) })

interface Open {
  readonly till: Till
  readonly chain: FakeChain
  readonly saleId: string
  readonly waiting: ReturnType<Till['desk']['awaitCard']>
  /** What the customer is asked to send. */
  readonly value: bigint
}

async function openSale(units = 4_270_000n, parts: Parameters<typeof openTill>[1] = {}): Promise<Open> {
  const chain = fakeChain()
  chain.fund(CUSTOMER, 10n ** 18n)
  chain.fund(STRANGER, 10n ** 18n)
  const till = await openTill(undefined, { chain, ...parts })
  return { till, chain, ...(await begin(till, units)) }
}

async function begin(till: Till, units: bigint) {
  const { saleId } = must(till.desk.open(units))
  const waiting = till.desk.awaitCard(saleId)
  await till.clock.advance(0)
  const value = till.offers.at(-1)?.units
  if (value === undefined) throw new Error('nothing was offered')
  return { saleId, waiting, value }
}

const send = ({ chain, value }: Open, change: { from?: typeof CUSTOMER; value?: bigint } = {}) =>
  chain.transfer({ from: CUSTOMER, to: MERCHANT, value, ...change })

const poll = ({ till }: Pick<Open, 'till'>) => till.clock.advance(POLL_MS)
const factsOf = async ({ ledger }: Till) =>
  (await ledger.journal.since(0, 100)).map(({ fact }) => fact).filter(({ type }) => type !== 'opened')

describe('what a customer may send', () => {
  it('is the amount with a tail of its own, for the configured payee in the configured token', async () => {
    const { till, value } = await openSale()
    expect(value - 4_270_000n).toBeGreaterThan(0n)
    expect(value - 4_270_000n).toBeLessThan(1000n)
    const [offer] = till.offers
    expect(offer).toMatchObject({ chainId: 31_337, payee: MERCHANT })
    expect(offer?.uri.toLowerCase()).toBe(
      `ethereum:${TOKEN}@31337/transfer?address=${MERCHANT}&uint256=${value}`,
    )
  })

  it('is told only once the chain was reached', async () => {
    const chain = fakeChain()
    chain.goOffline(true)
    const till = await openTill(undefined, { chain })
    const { saleId } = must(till.desk.open(5n))
    void till.desk.awaitCard(saleId)
    await poll({ till })
    expect(till.offers).toEqual([])
    chain.goOffline(false)
    await poll({ till })
    expect(till.offers).toHaveLength(1)
    till.desk.close(saleId)
  })

  it('differs for every sale, also of the same amount and receipt', async () => {
    const first = await openSale()
    const values = new Set([first.value])
    for (let i = 0; i < 20; i += 1) {
      first.till.desk.close('')
      values.add((await begin(first.till, 4_270_000n)).value)
    }
    expect(values.size).toBe(21)
  })
})

describe('a transfer of exactly that', () => {
  it('pays the sale: it is on disk before anybody hears of it, and nobody has to sign', async () => {
    const sale = await openSale()
    const { till, saleId, waiting, value } = sale
    const txHash = send(sale)
    await poll(sale)
    expect(await waiting).toEqual(ok({ payer: CUSTOMER }))
    const [fact] = await factsOf(till)
    expect(fact).toMatchObject({
      type: 'received',
      payment: { receipt: '007-000001', authorization: { from: CUSTOMER, to: MERCHANT, value } },
      proof: { txHash, blockNumber: 1 },
    })
    const { entry } = must(await till.desk.authorize(saleId))
    expect(entry.fact).toEqual(fact)
    expect(till.ledger.summary()).toMatchObject({ lastReceiptNumber: 1, counts: { confirmed: 1 } })
    expect(till.strays).toEqual([])
  })

  it('counts from whomever it comes', async () => {
    const sale = await openSale()
    send(sale, { from: STRANGER })
    await poll(sale)
    expect(await sale.waiting).toEqual(ok({ payer: STRANGER }))
  })

  it('ends the wait for a card, and Cancel comes too late', async () => {
    const sale = await openSale()
    send(sale)
    await poll(sale)
    must(await sale.waiting)
    expect(sale.till.desk.close(sale.saleId)).toBe(false)
    sale.till.chip.place(card())
    must(await sale.till.desk.authorize(sale.saleId))
    expect(await sale.till.payments()).toEqual([])
    expect(await factsOf(sale.till)).toHaveLength(1)
    expect(sale.till.desk.close(sale.saleId)).toBe(true)
  })

  it('is waited for while the network is away, and seen when it is back', async () => {
    const sale = await openSale()
    sale.chain.goOffline(true)
    send(sale)
    await poll(sale)
    await poll(sale)
    sale.chain.goOffline(false)
    await poll(sale)
    expect(await sale.waiting).toEqual(ok({ payer: CUSTOMER }))
  })

  it('is told when the disk refuses it, for the customer has paid, and is taken when it can be', async () => {
    let refuses = true
    const sale = await openSale(4_270_000n, {
      wrap: (ledger) => ({
        ...ledger,
        record: async (fact) => (refuses ? fail('JOURNAL_WRITE_FAILED') : ledger.record(fact)),
      }),
    })
    send(sale)
    await poll(sale)
    expect(await sale.waiting).toMatchObject(fail('TRANSFER_NOT_STORED'))
    refuses = false
    expect(await sale.till.desk.awaitCard(sale.saleId)).toEqual(ok({ payer: CUSTOMER }))
    must(await sale.till.desk.authorize(sale.saleId))
    expect(await factsOf(sale.till)).toHaveLength(1)
  })
})

describe('what pays no sale', () => {
  it.each([
    ['another amount', { value: 4_270_000n }],
    ['more', { value: 5_000_000n }],
  ])('%s', async (_what, change) => {
    const sale = await openSale()
    send(sale, change)
    await poll(sale)
    sale.till.desk.close(sale.saleId)
    expect(await sale.waiting).toEqual(fail('SALE_CANCELLED'))
    expect(await factsOf(sale.till)).toEqual([])
  })

  it('a transfer from before the sale, though it is of the same amount', async () => {
    const chain = fakeChain()
    chain.fund(CUSTOMER, 10n ** 18n)
    for (let tail = 1n; tail <= 999n; tail += 1n)
      chain.transfer({ from: CUSTOMER, to: MERCHANT, value: 4_270_000n + tail })
    const sale = await openSale(4_270_000n, { chain })
    await poll(sale)
    sale.till.desk.close(sale.saleId)
    expect(await sale.waiting).toEqual(fail('SALE_CANCELLED'))
  })

  it.each([
    ['after Cancel', (sale: Open) => sale.till.desk.close(sale.saleId)],
    ['when the next sale has begun', (sale: Open) => sale.till.desk.open(4_270_000n)],
  ])('a transfer %s: it is told of, once, and pays no other sale', async (_when, leave) => {
    const sale = await openSale()
    leave(sale)
    const txHash = send(sale)
    await poll(sale)
    await poll(sale)
    expect(sale.till.strays).toEqual([{ payer: CUSTOMER, units: sale.value, txHash }])
    expect(await factsOf(sale.till)).toEqual([])
  })

  it('a second transfer for a sale that one has paid', async () => {
    const sale = await openSale()
    send(sale)
    await poll(sale)
    must(await sale.waiting)
    must(await sale.till.desk.authorize(sale.saleId))
    const second = send(sale)
    await poll(sale)
    expect(sale.till.strays).toEqual([{ payer: CUSTOMER, units: sale.value, txHash: second }])
  })

  it('a transfer that comes while a card signs: the card has paid', async () => {
    const sale = await openSale()
    sale.till.chip.place(card())
    must(await sale.waiting)
    const txHash = send(sale)
    const signing = sale.till.desk.authorize(sale.saleId)
    await poll(sale)
    must(await signing)
    await poll(sale)
    expect(await sale.till.payments()).toHaveLength(1)
    expect(await factsOf(sale.till)).toHaveLength(1)
    expect(sale.till.strays).toEqual([{ payer: CUSTOMER, units: sale.value, txHash }])
  })

  it('one that comes more than ten minutes too late: nobody looks any more', async () => {
    const sale = await openSale()
    sale.till.desk.close(sale.saleId)
    await sale.till.clock.advance(11 * 60_000)
    send(sale)
    await sale.till.clock.advance(60_000)
    expect(sale.till.strays).toEqual([])
  })
})

it('a transfer that moved to another block is the same payment, and no stray', async () => {
  const sale = await openSale()
  send(sale)
  await poll(sale)
  must(await sale.waiting)
  must(await sale.till.desk.authorize(sale.saleId))
  sale.chain.reorganise(1, 'pending')
  sale.chain.mine()
  await poll(sale)
  expect(sale.till.strays).toEqual([])
  expect(await factsOf(sale.till)).toHaveLength(1)
})
