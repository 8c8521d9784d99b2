import { expect, test } from 'vitest'
import { clockAheadBy, isGasLow } from '#renderer/components/chain-status.ts'
import type { ReadySnapshot } from '#renderer/view.ts'
import { emptySummary } from '#src/payment/summary.ts'
import { type Scene, snapshotOf } from '../../e2e/preview/scenes.ts'

function withGas(gasPayments: number | null, waiting: number): ReadySnapshot {
  const snapshot = snapshotOf('counter', 'en')
  if (snapshot.phase !== 'ready' || snapshot.network.kind !== 'online') throw new Error('not online')
  const counts = { ...emptySummary.counts, accepted: waiting }
  return {
    ...snapshot,
    network: { kind: 'online', status: { ...snapshot.network.status, gasPayments } },
    queue: { ...snapshot.queue, summary: { ...emptySummary, counts } },
  }
}

test.each([
  [49, 0, true],
  [50, 0, false],
  [199, 100, true],
  [200, 100, false],
  [0, 0, true],
  [null, 100, false],
])('gas for %s payments while %i wait: low is %s', (gasPayments, waiting, low) => {
  expect(isGasLow(withGas(gasPayments, waiting))).toBe(low)
})

test('the chain’s own word that the account is empty counts more than any guess', () => {
  expect(isGasLow({ ...withGas(500, 1), held: 'GAS_TOO_LOW' })).toBe(true)
  expect(isGasLow({ ...withGas(500, 1), held: 'FEES_TOO_HIGH' })).toBe(false)
})

test('without a network nothing is known of the account or the clock', () => {
  const offline = { ...withGas(0, 1), network: { kind: 'offline' }, held: 'GAS_TOO_LOW' } as const
  expect(isGasLow(offline)).toBe(false)
  expect(clockAheadBy(offline)).toBeNull()
})

test.each<[Scene, number | null]>([
  ['counter', null],
  ['counter-wrong-clock', -7380],
])('%s: the clock is ahead by %s seconds', (scene, by) => {
  const snapshot = snapshotOf(scene, 'en')
  expect(snapshot.phase === 'ready' && clockAheadBy(snapshot)).toBe(by)
})
