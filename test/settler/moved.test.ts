import { jetstream } from '@nats-io/jetstream'
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { uplinkedText } from '#src/fleet/entry.ts'
import { journalSubject, PARTITIONS, recallSubject } from '#src/fleet/names.ts'
import { type RecallAnswer, recallAnswerSchema } from '#src/fleet/outcome.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { acceptedPayment, account, id } from '../fakes/accepted.ts'
import { type Fleet, GAS, kiosk, type Settler, startFleet } from './harness.ts'

vi.setConfig({ testTimeout: 100_000 })

const ALL = Array.from({ length: PARTITIONS }, (_, i) => i)
const ACCOUNTS = [GAS, { address: account(0x9a6), privateKey: id(0x9a6) }] as const

/** Two lanes, of which this one has every partition. */
async function settleBy(fleet: Fleet, owner: 0 | 1, waitMs = 0): Promise<Settler[]> {
  const settlers = ACCOUNTS.map((gas, lane) =>
    fleet.settler({
      ...{ name: `lane-${lane}`, account: gas, partitions: lane === owner ? ALL : [], waitMs },
      ...{ table: `all in ${owner}`, holder: `by-${owner}` },
    }),
  )
  const made = await Promise.all(settlers)
  await fleet.until(() => made.every((settler) => settler.lane() !== undefined))
  return made
}

const stopAll = (settlers: readonly Settler[]) => Promise.all(settlers.map((settler) => settler.stop()))

async function recall(
  fleet: Fleet,
  terminal: number,
  payment: AcceptedPayment,
): Promise<RecallAnswer['answer']> {
  const connection = await fleet.broker.connect()
  const asked = JSON.stringify({ v: 1, id: payment.authorization.nonce })
  // As a terminal takes silence: whoever asks while nobody is subscribed is told so at once.
  const answer = await connection.request(recallSubject(kiosk(terminal)), asked, { timeout: 10_000 })
  await connection.close()
  return recallAnswerSchema.parse(JSON.parse(answer.string())).answer
}

it('neither takes nor lets go what the lane has that a partition came from', async () => {
  const fleet = await startFleet()
  const before = await settleBy(fleet, 0, 600_000)
  const [payment] = await fleet.pay(1)
  if (!payment) throw new Error('one payment')
  const nonce = payment.authorization.nonce
  const early = acceptedPayment(900)
  fleet.chain.fund(early.authorization.from, early.authorization.value)
  await fleet.until(() => before[0]?.lane()?.state.find(nonce) !== undefined)
  expect(await recall(fleet, 1, early)).toBe('unknown')
  await stopAll(before)

  const [old, heir] = await settleBy(fleet, 1, 600_000)
  expect(await recall(fleet, 1, payment)).toBe('taken')
  // Again without its id, as when the acknowledgement was lost; and what was taken back from the other lane.
  const stream = jetstream(await fleet.broker.connect())
  for (const each of [payment, early])
    await stream.publish(
      journalSubject(kiosk(1)),
      uplinkedText(id(1), { seq: 1, at: 0, fact: { type: 'accepted', payment: each } }),
    )
  const [next] = await fleet.pay(1)
  await fleet.until(() => heir?.lane()?.state.find(next?.authorization.nonce ?? '0x') !== undefined)
  expect([...(heir?.lane()?.state.open() ?? [])].map((each) => each.id)).toEqual([next?.authorization.nonce])
  expect([...(old?.lane()?.state.open() ?? [])].map((each) => each.id)).toEqual([nonce])
  await fleet.close()
})

it('waits for settlers that go by another table', async () => {
  const fleet = await startFleet()
  const before = await settleBy(fleet, 0)
  const said: string[] = []
  const change = { name: 'lane-2', account: GAS, partitions: [], holder: 'new', table: 'another' }
  const after = await fleet.settler({ ...change, say: (message) => said.push(message) })
  await fleet.until(() => said.some((line) => line.includes('by-0 has lanes with other partitions')))
  expect(after.lane()).toBeUndefined()
  await stopAll(before)
  await fleet.until(() => after.lane() !== undefined)
  await fleet.close()
})

const step = fc.oneof(
  fc.record({ do: fc.constant('pay' as const), terminal: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('recall' as const), which: fc.nat() }),
  fc.record({ do: fc.constant('move' as const) }),
)

it('pays once what was not let go, and nothing that was, however often partitions move', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
      const fleet = await startFleet()
      try {
        const sold: { readonly terminal: number; readonly payment: AcceptedPayment; isLetGo: boolean }[] = []
        let owner: 0 | 1 = 0
        let settlers = await settleBy(fleet, owner, 200)
        for (const next of steps) {
          if (next.do === 'pay') {
            const [payment] = await fleet.pay(next.terminal)
            if (payment) sold.push({ terminal: next.terminal, payment, isLetGo: false })
          } else if (next.do === 'move') {
            await stopAll(settlers)
            owner = owner === 0 ? 1 : 0
            settlers = await settleBy(fleet, owner, 200)
          } else {
            const one = sold[next.which % Math.max(1, sold.length)]
            if (!one) continue
            one.isLetGo ||= (await recall(fleet, one.terminal, one.payment)) !== 'taken'
          }
        }
        const isDone = () =>
          sold.every(({ payment, isLetGo }) => isLetGo || fleet.chain.timesPaid(payment) > 0) &&
          settlers.every(({ lane }) => (lane()?.state.onTheirWay() ?? [1]).length === 0)
        await fleet.until(isDone)
        const times = sold.map(({ payment }) => fleet.chain.timesPaid(payment))
        expect(times).toEqual(sold.map(({ isLetGo }) => (isLetGo ? 0 : 1)))
      } finally {
        await fleet.close()
      }
    }),
    { numRuns: 8, endOnFailure: true },
  )
})
