import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Fact, JournalEntry } from '#src/journal/entry.ts'
import { createLaneState, type LaneState } from '../../settler/lane-state.ts'
import { letGoFact } from '../../settler/take.ts'
import { againFact, recalledFact } from '../../settler/taken-back.ts'
import { idOf, rescued } from './slow-ledger.ts'

const GATE = 'almaty/gate-1'
const IDS = [1, 2, 3, 4, 5]
const DAY_MS = 24 * 3_600_000

type Step = { readonly kind: 'come' | 'let go' | 'recall'; readonly n: number } | { readonly kind: 'again' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('come' as const, 'let go' as const, 'recall' as const),
    n: fc.constantFrom(...IDS),
  }),
  fc.constant({ kind: 'again' as const }),
)

/** What a lane writes at a step, as its ledger would let it. */
function factsOf(step: Step, state: LaneState): Fact[] {
  if (step.kind === 'again') return state.takenBack().map(againFact)
  const id = idOf(step.n)
  if (step.kind === 'come') return state.whose(id) || state.isRecalled(id, GATE) ? [] : [rescued(step.n)]
  if (step.kind === 'recall') return state.whose(id) ? [] : [recalledFact(id, GATE)]
  return state.find(id) ? [letGoFact(id, 'gate-1')] : []
}

const knownOf = (state: LaneState) =>
  IDS.map(idOf).map((id) => ({
    whose: state.whose(id),
    isRecalled: state.isRecalled(id, GATE),
    isOthersRecall: state.isRecalled(id, 'almaty/gate-2'),
    isLetGo: state.isLetGo(id),
    stands: state.find(id)?.state,
  }))

/** A lane after these steps, a second apart, and what another that reads no more than it must makes of it. */
function lead(steps: readonly Step[]) {
  const state = createLaneState()
  const entries: JournalEntry[] = []
  for (const [i, step] of steps.entries()) {
    for (const fact of factsOf(step, state)) {
      const entry = { seq: i + 1, at: (i + 1) * 1000, fact }
      entries.push(entry)
      state.take(entry)
    }
  }
  const heir = createLaneState()
  const oldest = state.oldest() ?? Number.POSITIVE_INFINITY
  for (const entry of entries) if (entry.seq >= oldest) heir.take(entry)
  return { state, heir }
}

it('adds up to the same from the oldest entry that it needs', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const { state, heir } = lead(steps)
      expect(knownOf(heir)).toEqual(knownOf(state))
    }),
  )
})

it('forgets what was taken back a day after its first time, however often it was said again', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), fc.integer({ min: 0, max: 31 }), (steps, seconds) => {
      const { state, heir } = lead(steps)
      const now = DAY_MS + seconds * 1000 + 1
      for (const each of [state, heir]) each.forget(now)
      expect(knownOf(heir)).toEqual(knownOf(state))
      expect(heir.takenBack().filter(({ at }) => at + DAY_MS < now)).toEqual([])
    }),
  )
})

it('needs nothing of an old entry when what was taken back is said again', () => {
  const { state } = lead([
    { kind: 'come', n: 1 },
    { kind: 'let go', n: 1 },
    { kind: 'recall', n: 2 },
    { kind: 'come', n: 3 },
    { kind: 'again' },
  ])
  expect(state.oldest()).toBe(4)
  expect(state.oldestOpen()).toBe(4)
})
