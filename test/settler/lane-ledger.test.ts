import { expect, it } from 'vitest'
import type { Fact } from '#src/journal/entry.ts'
import { idOf, rescued, slowLedger } from './slow-ledger.ts'

const NOTE: Fact = { type: 'noted', what: 'test', by: null, detail: '' }

it('writes together the payments that come while one is being written, each with its own answer', async () => {
  const { ledger, writes, heard, untilWritten } = slowLedger()
  const all = Array.from({ length: 151 }, (_, n) => ledger.record(rescued(n + 1)))
  expect(writes.map(({ facts }) => facts.length)).toEqual([1])
  writes[0]?.end()
  await untilWritten(2)
  expect(writes[1]?.facts).toHaveLength(100)
  expect(ledger.payment(idOf(1))?.state).toBe('accepted')
  expect(ledger.payment(idOf(2))).toBeUndefined()
  writes[1]?.end()
  await untilWritten(3)
  writes[2]?.end()
  expect((await Promise.all(all)).filter((result) => !result.ok)).toEqual([])
  expect(writes.map(({ facts }) => facts.length)).toEqual([1, 100, 50])
  expect(heard.map(({ fact }) => (fact.type === 'rescued' ? fact.payment.receiptNumber : 0))).toEqual(
    Array.from({ length: 151 }, (_, n) => n + 1),
  )
})

it('keeps the order of what is no payment, and writes a payment that comes twice once', async () => {
  const { ledger, writes, untilWritten } = slowLedger()
  const all = [...[1, 2, 3, 3, 4].map(rescued), NOTE].map(ledger.record)
  for (let n = 0; n < 4; n += 1) {
    await untilWritten(n + 1)
    writes[n]?.end()
  }
  const written = (await Promise.all(all)).map((result) => (result.ok ? 'written' : result.error.code))
  expect(writes.map(({ facts }) => facts.map(({ type }) => type))).toEqual([
    ['rescued'],
    ['rescued', 'rescued'],
    ['rescued'],
    ['noted'],
  ])
  expect(written).toEqual(['written', 'written', 'written', 'INTERNAL', 'written', 'written'])
})

it('says of each that it was not written, and takes none for written', async () => {
  const { ledger, writes, heard, untilWritten } = slowLedger()
  const all = [1, 2, 3].map((n) => ledger.record(rescued(n)))
  writes[0]?.end()
  await untilWritten(2)
  writes[1]?.end(false)
  expect((await Promise.all(all)).map(({ ok: isGood }) => isGood)).toEqual([true, false, false])
  expect(heard).toHaveLength(1)
  expect(ledger.payment(idOf(2))).toBeUndefined()
})
