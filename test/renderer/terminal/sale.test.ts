import { beforeEach, expect, test, vi } from 'vitest'
import type { ReplyOf } from '#src/ipc/contract.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { id, receivedFact } from '../../fakes/accepted.ts'
import { counter, ENTRY, later, PAYER, quiet, SIGNED } from './sale-counter.ts'

// There is no page to paint: taps are not measured here.
beforeEach(() => void vi.stubGlobal('requestAnimationFrame', () => 0))

test('from the amount to the paper', async () => {
  const { sale, bridge, flows, stored, screen, acceptedCount } = counter()
  sale.charge(5n)
  await quiet()
  expect(flows.map((flow) => (flow.step === 'card' ? flow.stage : flow.step))).toEqual([
    'opening',
    'waiting',
    'waiting',
    'storing',
    'accepted',
    'accepted',
  ])
  expect(screen()).toMatchObject({ step: 'accepted', online: true, paper: { kind: 'printed' } })
  expect(stored).toEqual([ENTRY])
  expect(acceptedCount()).toBe(1)
  expect(bridge.callsOf('receipt/print')).toEqual([{ id: id(1) }])
  sale.newSale()
  expect(screen()).toEqual({ step: 'amount' })
})

test('accepted is said only after the journal’s answer and the queue’s disk', async () => {
  const journal = later<Result<ReplyOf<'sale/authorize'>>>()
  const disk = later<Result<undefined>>()
  const { sale, screen, acceptedCount } = counter(
    { 'sale/authorize': () => journal.promise },
    () => disk.promise,
  )
  sale.charge(5n)
  await quiet()
  expect(screen()).toMatchObject({ step: 'card', payer: PAYER })
  journal.give(SIGNED)
  await quiet()
  expect(screen()).toMatchObject({ step: 'card', stage: 'storing' })
  expect(acceptedCount()).toBe(0)
  disk.give(ok())
  await quiet()
  expect(screen()).toMatchObject({ step: 'accepted' })
  expect(acceptedCount()).toBe(1)
})

test('what the journal holds is paid, even if the queue’s disk refuses: the loop is told to look', async () => {
  const { sale, screen, acceptedCount } = counter({}, async () => fail('QUEUE_WRITE_FAILED'))
  sale.charge(5n)
  await quiet()
  expect(screen()).toMatchObject({ step: 'accepted', paper: { kind: 'printed' } })
  expect(acceptedCount()).toBe(1)
})

test('a tap that failed is done again, in the same sale', async () => {
  let taps = 0
  const { sale, bridge, flows, screen } = counter({
    'sale/authorize': () => (++taps < 3 ? fail('CARD_LEFT_EARLY') : SIGNED),
  })
  sale.charge(5n)
  await quiet()
  expect(screen()).toMatchObject({ step: 'accepted' })
  expect(flows).toContainEqual(
    expect.objectContaining({ stage: 'waiting', notice: 'CARD_LEFT_EARLY', payer: null }),
  )
  expect(bridge.callsOf('sale/open')).toHaveLength(1)
  expect(bridge.callsOf('sale/authorize')).toEqual(Array(3).fill({ saleId: 'sale 1' }))
})

test('a card that will not do is declined, and another one is a new sale of the same amount', async () => {
  let cards = 0
  const { sale, bridge, screen } = counter({
    'sale/await-card': () => (++cards === 1 ? fail('CARD_NOT_SUPPORTED') : ok({ payer: PAYER })),
  })
  sale.charge(5n)
  await quiet()
  expect(screen()).toEqual({ step: 'declined', units: 5n, error: { code: 'CARD_NOT_SUPPORTED' } })
  sale.anotherCard()
  await quiet()
  expect(screen()).toMatchObject({ step: 'accepted' })
  expect(bridge.callsOf('sale/open')).toEqual([{ units: 5n }, { units: 5n }])
})

test('a journal that refuses means declined, and nothing is stored', async () => {
  const { sale, screen, stored } = counter({ 'sale/authorize': () => fail('JOURNAL_WRITE_FAILED') })
  sale.charge(5n)
  await quiet()
  expect(screen()).toMatchObject({ step: 'declined', error: { code: 'JOURNAL_WRITE_FAILED' } })
  expect(stored).toEqual([])
})

test('cancelled while it waits: the sale is closed, and a card that comes later finds none', async () => {
  const card = later<Result<ReplyOf<'sale/await-card'>>>()
  const { sale, bridge, screen } = counter({ 'sale/await-card': () => card.promise })
  sale.charge(5n)
  await quiet()
  sale.cancel()
  expect(screen()).toEqual({ step: 'amount' })
  expect(bridge.callsOf('sale/close')).toEqual([{ saleId: 'sale 1' }])
  card.give(ok({ payer: PAYER }))
  await quiet()
  expect(bridge.callsOf('sale/authorize')).toEqual([])
  expect(screen()).toEqual({ step: 'amount' })
})

test('cancelled before main had opened it: it is closed as soon as it is open', async () => {
  const opening = later<Result<ReplyOf<'sale/open'>>>()
  const { sale, bridge, screen } = counter({ 'sale/open': () => opening.promise })
  sale.charge(5n)
  sale.cancel()
  opening.give(ok({ saleId: 'sale 1', receipt: '001-000001', request: 'TPQ:0' }))
  await quiet()
  expect(bridge.callsOf('sale/close')).toEqual([{ saleId: 'sale 1' }])
  expect(bridge.callsOf('sale/await-card')).toEqual([])
  expect(screen()).toEqual({ step: 'amount' })
})

test('cancel and new sale come too late once the card has been asked to sign', async () => {
  const journal = later<Result<ReplyOf<'sale/authorize'>>>()
  const { sale, bridge, screen } = counter({ 'sale/authorize': () => journal.promise })
  sale.charge(5n)
  await quiet()
  sale.cancel()
  sale.newSale()
  bridge.emit('sale/progress', { saleId: 'sale 1', tap: 1, stage: 'signing' })
  sale.cancel()
  expect(bridge.callsOf('sale/close')).toEqual([])
  journal.give(SIGNED)
  await quiet()
  expect(screen()).toMatchObject({ step: 'accepted' })
})

test('a second press on charge opens no second sale', async () => {
  const { sale, bridge } = counter({ 'sale/await-card': () => later<never>().promise })
  sale.charge(5n)
  sale.charge(7n)
  await quiet()
  expect(bridge.callsOf('sale/open')).toEqual([{ units: 5n }])
})

test('progress is shown for the sale on the screen, and for no other', async () => {
  const { sale, bridge, screen } = counter({ 'sale/await-card': () => later<never>().promise })
  sale.charge(5n)
  await quiet()
  bridge.emit('sale/progress', { saleId: 'sale 0', tap: 1, stage: 'signing' })
  expect(screen()).toMatchObject({ stage: 'waiting' })
  bridge.emit('sale/progress', { saleId: 'sale 1', tap: 1, stage: 'found' })
  expect(screen()).toMatchObject({ stage: 'found' })
})

test('progress that comes in after the answer that ended its tap is not the next tap’s', async () => {
  let taps = 0
  const { sale, bridge, screen } = counter({
    'sale/await-card': () => (taps++ === 0 ? fail('CARD_LEFT_EARLY') : later<never>().promise),
  })
  sale.charge(5n)
  await quiet()
  bridge.emit('sale/progress', { saleId: 'sale 1', tap: 1, stage: 'found' })
  expect(screen()).toMatchObject({ stage: 'waiting', notice: 'CARD_LEFT_EARLY' })
  bridge.emit('sale/progress', { saleId: 'sale 1', tap: 2, stage: 'found' })
  expect(screen()).toMatchObject({ stage: 'found', notice: null })
})

test('what came and could not pay is said of the sale on the screen, and of the present wait', async () => {
  const { sale, bridge, screen } = counter({ 'sale/await-card': () => later<never>().promise })
  sale.charge(5n)
  await quiet()
  bridge.emit('sale/notice', { saleId: 'sale 0', tap: 1, code: 'QR_INVALID' })
  bridge.emit('sale/notice', { saleId: 'sale 1', tap: 2, code: 'QR_INVALID' })
  expect(screen()).toMatchObject({ stage: 'waiting', request: 'TPQ:0', notice: null })
  bridge.emit('sale/notice', { saleId: 'sale 1', tap: 1, code: 'QR_OTHER_SALE' })
  expect(screen()).toMatchObject({ stage: 'waiting', notice: 'QR_OTHER_SALE' })
  expect(bridge.callsOf('sale/await-card')).toHaveLength(1)
})

test('what a typing scanner read goes to main while a sale waits, and nowhere else', async () => {
  const { sale, bridge } = counter({
    'sale/await-card': () => later<never>().promise,
    'sale/scanned': () => ok(),
  })
  sale.scanned('TPA:0')
  sale.charge(5n)
  sale.scanned('TPA:1')
  await quiet()
  sale.scanned('TPA:2')
  expect(bridge.callsOf('sale/scanned')).toEqual([{ saleId: 'sale 1', text: 'TPA:2' }])
  sale.cancel()
  sale.scanned('TPA:3')
  expect(bridge.callsOf('sale/scanned')).toHaveLength(1)
})

test('a reader pulled out while a card signs: a sale that a wallet can pay goes on', async () => {
  let taps = 0
  const { sale, bridge, screen, flows } = counter({
    'sale/authorize': () => (++taps === 1 ? fail('LINK_CLOSED') : SIGNED),
  })
  sale.charge(5n)
  await quiet()
  expect(flows).toContainEqual(expect.objectContaining({ stage: 'waiting', notice: 'LINK_CLOSED' }))
  expect(screen()).toMatchObject({ step: 'accepted' })
  expect(bridge.callsOf('sale/open')).toHaveLength(1)
})

test('a receipt is printed again by whoever may have it so, with the PIN that was given for it', async () => {
  const { sale, bridge, screen } = counter({
    'receipt/print': ({ approvalPin }) => (approvalPin === '0815' ? ok('sent') : ok('printed')),
  })
  sale.charge(5n)
  await quiet()
  expect(await sale.reprint(id(1), '0815')).toEqual(ok('sent'))
  expect(screen()).toMatchObject({ paper: { kind: 'sent' } })
  sale.newSale()
  await quiet()
  await sale.reprint(id(1))
  expect(bridge.callsOf('receipt/print')).toEqual([
    { id: id(1) },
    { id: id(1), approvalPin: '0815' },
    { id: id(1) },
  ])
})

test('who may have no copy leaves the paper as it was', async () => {
  const { sale, bridge, screen } = counter()
  sale.charge(5n)
  await quiet()
  bridge.answer({ 'receipt/print': () => fail('STAFF_FORBIDDEN') })
  expect(await sale.reprint(id(1))).toEqual(fail('STAFF_FORBIDDEN'))
  expect(screen()).toMatchObject({ paper: { kind: 'printed' } })
})

test('a receipt that never came out is printed by the button', async () => {
  let prints = 0
  const { sale, bridge, screen } = counter({
    'receipt/print': () => (++prints === 1 ? fail('PRINTER_PAPER_OUT') : ok('printed')),
  })
  sale.charge(5n)
  await quiet()
  expect(screen()).toMatchObject({ paper: { kind: 'failed', code: 'PRINTER_PAPER_OUT' } })
  void sale.reprint(id(1))
  expect(screen()).toMatchObject({ paper: { kind: 'printing' } })
  await quiet()
  expect(bridge.callsOf('receipt/print').at(-1)).toEqual({ id: id(1) })
  expect(screen()).toMatchObject({ paper: { kind: 'printed' } })
})

test('paper of an old payment says nothing on the screen of the next sale', async () => {
  const paper = later<Result<ReplyOf<'receipt/print'>>>()
  const { sale, screen } = counter({ 'receipt/print': () => paper.promise })
  sale.charge(5n)
  await quiet()
  sale.newSale()
  paper.give(fail('PRINTER_PAPER_OUT'))
  await quiet()
  expect(screen()).toEqual({ step: 'amount' })
})

const OFFER = { uri: 'ethereum:0x', chainId: 1, payee: PAYER, units: 5_000_734n }

test('what the customer may send on chain is shown when main watches for it, and only for this sale', async () => {
  const card = later<Result<ReplyOf<'sale/await-card'>>>()
  const { sale, bridge, screen } = counter({ 'sale/await-card': () => card.promise })
  sale.charge(5n)
  await quiet()
  expect(screen()).toMatchObject({ step: 'card', transfer: null })
  bridge.emit('sale/transfer', { saleId: 'sale 0', offer: OFFER })
  expect(screen()).toMatchObject({ step: 'card', transfer: null })
  bridge.emit('sale/transfer', { saleId: 'sale 1', offer: OFFER })
  expect(screen()).toMatchObject({ step: 'card', transfer: OFFER })
})

test('a transfer is paid now, whatever the network does meanwhile', async () => {
  const fact = receivedFact(1, { value: 5_000_734n })
  const { sale, screen, stored } = counter(
    { 'sale/authorize': () => ok({ entry: { seq: 2, at: 1, fact }, signedAt: 0 }) },
    async () => ok(),
    false,
  )
  sale.charge(5n)
  await quiet()
  expect(screen()).toMatchObject({
    step: 'accepted',
    online: true,
    payment: { state: 'confirmed', signature: null, authorization: { value: 5_000_734n } },
  })
  expect(stored).toHaveLength(1)
})

test('Cancel asks main first while a transfer may come, and leaves when main agrees', async () => {
  const card = later<Result<ReplyOf<'sale/await-card'>>>()
  const closed = later<Result<boolean>>()
  const { sale, bridge, screen } = counter({
    'sale/await-card': () => card.promise,
    'sale/close': () => closed.promise,
  })
  sale.charge(5n)
  await quiet()
  bridge.emit('sale/transfer', { saleId: 'sale 1', offer: OFFER })
  sale.cancel()
  sale.cancel()
  expect(screen()).toMatchObject({ step: 'card' })
  // The wait ends before main's own answer is here: that is no declined payment.
  card.give(fail('SALE_CANCELLED'))
  await quiet()
  expect(screen()).toMatchObject({ step: 'card' })
  closed.give(ok(true))
  await quiet()
  expect(screen()).toEqual({ step: 'amount' })
  expect(bridge.callsOf('sale/close')).toHaveLength(1)
})

test('Cancel that comes too late: the transfer has paid', async () => {
  const card = later<Result<ReplyOf<'sale/await-card'>>>()
  const { sale, bridge, screen } = counter({
    'sale/await-card': () => card.promise,
    'sale/close': () => ok(false),
  })
  sale.charge(5n)
  await quiet()
  bridge.emit('sale/transfer', { saleId: 'sale 1', offer: OFFER })
  sale.cancel()
  await quiet()
  expect(screen()).toMatchObject({ step: 'card' })
  card.give(ok({ payer: PAYER }))
  await quiet()
  expect(screen()).toMatchObject({ step: 'accepted' })
})
