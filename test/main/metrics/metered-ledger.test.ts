import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type Ledger, openLedger } from '#main/ledger/ledger.ts'
import { meterLedger } from '#main/metrics/metered-ledger.ts'
import { acceptedPayment, id, receivedFact } from '../../fakes/accepted.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { must } from '../../fakes/wires.ts'

const log = () => undefined
const proofOf = (n: number) => ({
  id: id(n),
  proof: { txHash: id(0x7a), blockHash: id(0xb10c), blockNumber: 7, logIndex: n },
})
/** As acceptedPayment says. */
const acceptedAt = (n: number) => 1_700_000_000_000 + n

async function open(folder = emptyFolder()) {
  const clock = fakeClock()
  const ledger = must(await openLedger(join(folder, 'journal'), { clock, randomBytes, log }))
  onTestFinished(() => ledger.close())
  return { clock, ledger }
}

function metered(ledger: Ledger, readsBack: boolean) {
  const told: string[] = []
  const meter = meterLedger(ledger, {
    metrics: { accepted: (kind) => told.push(kind), confirmed: (ms) => told.push(`${ms} ms`) },
    ...{ readsBack, log },
  })
  return { ...meter, told }
}

test('tells of taps, and how long each payment took to be confirmed, once', async () => {
  const { clock, ledger } = await open()
  const { told, ledger: told1, oldestUnsettled } = metered(ledger, false)
  must(await told1.record({ type: 'accepted', payment: acceptedPayment(1) }))
  must(await told1.record({ type: 'accepted', payment: acceptedPayment(2) }))
  expect(oldestUnsettled()).toBe(acceptedAt(1))
  await clock.advance(30_000)
  must(await told1.record({ type: 'confirmed', proofs: [proofOf(1)] }))
  must(await told1.record({ type: 'reorganised', ids: [id(1)] }))
  must(await told1.record({ type: 'confirmed', proofs: [proofOf(1)] }))
  expect(told).toEqual(['payment', 'payment', '29999 ms'])
  must(await told1.record({ type: 'settled', ids: [id(1)] }))
  expect(oldestUnsettled()).toBe(acceptedAt(2))
  must(await told1.record({ type: 'expired', ids: [id(2)] }))
  expect(oldestUnsettled()).toBeNull()
})

test('what is parked waits for nothing until somebody has it tried again', async () => {
  const { ledger } = await open()
  const meter = metered(ledger, false)
  must(await meter.ledger.record({ type: 'accepted', payment: acceptedPayment(1) }))
  const refuse = (code: 'PAYER_NO_FUNDS' | 'AUTHORIZATION_SPENT') =>
    meter.ledger.record({ type: 'refused', refusals: [{ id: id(1), code }] })
  must(await refuse('PAYER_NO_FUNDS'))
  expect(meter.oldestUnsettled()).toBe(acceptedAt(1))
  must(await refuse('AUTHORIZATION_SPENT'))
  expect(meter.oldestUnsettled()).toBeNull()
  must(await meter.ledger.record({ type: 'reopened', ids: [id(1)] }))
  expect(meter.oldestUnsettled()).toBe(acceptedAt(1))
})

test('a payer’s own transfer was confirmed before it was accepted', async () => {
  const { ledger } = await open()
  const meter = metered(ledger, false)
  must(await meter.ledger.record(receivedFact(1)))
  expect([meter.told, meter.oldestUnsettled()]).toEqual([[], acceptedAt(1)])
})

test('after a restart the journal is read back, and lines of meanwhile come behind', async () => {
  const { ledger } = await open()
  for (let n = 1; n <= 3; n += 1) must(await ledger.record({ type: 'accepted', payment: acceptedPayment(n) }))
  must(await ledger.record({ type: 'confirmed', proofs: [proofOf(1), proofOf(2)] }))
  must(await ledger.record({ type: 'settled', ids: [id(1)] }))
  const meter = metered(ledger, true)
  expect(meter.oldestUnsettled()).toBeUndefined()
  must(await meter.ledger.record({ type: 'settled', ids: [id(2)] }))
  await expect.poll(meter.oldestUnsettled).toBe(acceptedAt(3))
  // That it was confirmed earlier is no news.
  expect(meter.told).toEqual([])
})

test('where nobody looks at the figures nothing is read back, and the age is unknown', async () => {
  const { ledger } = await open()
  must(await ledger.record({ type: 'accepted', payment: acceptedPayment(1) }))
  const meter = metered(ledger, false)
  must(await meter.ledger.record({ type: 'accepted', payment: acceptedPayment(2) }))
  expect(meter.oldestUnsettled()).toBeUndefined()
})
