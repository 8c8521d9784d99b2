import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ok } from '#src/result.ts'
import { acceptedPayment, id } from '../fakes/accepted.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { KIOSK, type Kiosk, openKiosk } from '../main/fleet/kiosk.ts'
import { type Fleet, startFleet } from '../settler/harness.ts'

vi.setConfig({ testTimeout: 120_000 })

let fleet: Fleet
let kiosk: Kiosk
beforeEach(async () => {
  fleet = await startFleet()
  kiosk = await openKiosk({ folder: emptyFolder(), url: fleet.broker.url })
})
afterEach(async () => {
  await kiosk?.stop()
  await fleet?.close()
})

/** Sold at the kiosk, to payers who have the money. */
async function sell(...receipts: number[]): Promise<void> {
  for (const receipt of receipts) {
    const { from, value } = acceptedPayment(receipt).authorization
    fleet.chain.fund(from, value)
  }
  await kiosk.sell(...receipts)
}

const stateOf = (receipt: number) => kiosk.ledger.payment(id(receipt))?.state
const voidedFact = (receipt: number) => ({
  ...({
    type: 'voided',
    id: id(receipt),
    by: { id: 'till', name: KIOSK.terminal },
    cancellation: null,
  } as const),
})

it('settles what a kiosk took, and its journal hears all of it', async () => {
  await fleet.settler({ batchSize: 2, waitMs: 600_000 })
  await sell(1, 2)
  await fleet.until(() => stateOf(1) === 'settled' && stateOf(2) === 'settled')
  expect([1, 2].map((receipt) => fleet.chain.timesPaid(acceptedPayment(receipt)))).toEqual([1, 1])
  expect(kiosk.faults).toEqual([])
})

it('takes back what was not sent, and nothing else', async () => {
  const settler = await fleet.settler({ batchSize: 2, waitMs: 600_000 })
  await sell(1)
  await fleet.until(() => settler.lane()?.state.find(id(1)) !== undefined)
  const voided = await kiosk.fleet.recalls.during(id(1), async () => {
    await kiosk.ledger.record(voidedFact(1))
    return ok()
  })
  expect(voided).toEqual(ok())
  await sell(2, 3)
  await fleet.until(() => stateOf(2) === 'settled' && stateOf(3) === 'settled')
  const late = await kiosk.fleet.recalls.during(id(2), async () => ok())
  expect(late.ok === false && late.error.code).toBe('VOID_TOO_LATE')
  expect([1, 2, 3].map((receipt) => fleet.chain.timesPaid(acceptedPayment(receipt)))).toEqual([0, 1, 1])
})

it('keeps what a kiosk took while broker and settlers were gone', async () => {
  await fleet.broker.kill()
  await sell(1)
  await fleet.broker.start()
  await fleet.settler()
  await fleet.until(() => stateOf(1) === 'settled')
  expect(fleet.chain.timesPaid(acceptedPayment(1))).toBe(1)
})
