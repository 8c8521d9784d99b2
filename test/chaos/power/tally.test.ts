import { describe, expect, it } from 'vitest'
import type { Life } from './life.ts'
import { isGood, sumOf, watchTerminal } from './tally.ts'

interface LifeOf {
  readonly journal: readonly number[]
  readonly queue: readonly number[]
  readonly recovered?: readonly number[]
  readonly acknowledged?: readonly number[]
  readonly databaseDeleted?: boolean
}

const life = ({ journal, queue, recovered = journal, acknowledged = [], ...rest }: LifeOf): Life => ({
  held: { journal: new Set(journal), queue: new Set(queue), recovered: new Set(recovered) },
  acknowledged,
  databaseDeleted: rest.databaseDeleted ?? false,
})

function tallyOf(...lives: readonly LifeOf[]) {
  const watch = watchTerminal()
  for (const each of lives) watch.see(life(each))
  return watch.tally()
}

const NOTHING_LOST = {
  acknowledged: 3,
  lostFromJournal: 0,
  lostFromQueue: 0,
  lostAfterRecovery: 0,
  queuesEmptied: 0,
  lostByEmptying: 0,
}
const FIRST = { journal: [], queue: [], acknowledged: [1, 2, 3] }

describe('a terminal whose power was cut', () => {
  it('has lost nothing when it has all it acknowledged, and more', () => {
    expect(tallyOf(FIRST, { journal: [1, 2, 3, 4], queue: [1, 2, 3] })).toEqual(NOTHING_LOST)
  })

  it('is not judged by what it acknowledges later', () => {
    const later = { journal: [1, 2, 3], queue: [1, 2, 3], acknowledged: [4] }
    expect(tallyOf(FIRST, later)).toEqual({ ...NOTHING_LOST, acknowledged: 4 })
  })

  it('has lost what any of its stores lacks', () => {
    const second = { journal: [2, 3], queue: [3], recovered: [1, 2] }
    expect(tallyOf(FIRST, second)).toEqual({
      ...NOTHING_LOST,
      lostFromJournal: 1,
      lostFromQueue: 2,
      lostAfterRecovery: 1,
    })
  })

  it('has lost a payment once, however often it is missed', () => {
    const second = { journal: [1, 2, 3], queue: [3] }
    expect(tallyOf(FIRST, second, second)).toEqual({ ...NOTHING_LOST, lostFromQueue: 2 })
  })

  it('is counted apart when Chromium has deleted its database', () => {
    const second = { journal: [1, 2, 3], queue: [], databaseDeleted: true }
    expect(tallyOf(FIRST, second)).toEqual({ ...NOTHING_LOST, queuesEmptied: 1, lostByEmptying: 3 })
  })

  it('has lost all when its queue is empty and nobody deleted it', () => {
    expect(tallyOf(FIRST, { journal: [1, 2, 3], queue: [] })).toEqual({ ...NOTHING_LOST, lostFromQueue: 3 })
  })

  it('adds up with others', () => {
    expect(sumOf([NOTHING_LOST, { ...NOTHING_LOST, lostFromQueue: 2 }])).toEqual({
      ...NOTHING_LOST,
      acknowledged: 6,
      lostFromQueue: 2,
    })
  })
})

describe('a run', () => {
  it('is good with strict when nothing is lost, or only what Chromium emptied', () => {
    expect(isGood(NOTHING_LOST, 'strict')).toBe(true)
    expect(isGood({ ...NOTHING_LOST, queuesEmptied: 1, lostByEmptying: 3 }, 'strict')).toBe(true)
  })

  it.each(['lostFromJournal', 'lostFromQueue', 'lostAfterRecovery'] as const)(
    'is bad with strict for one %s',
    (loss) => {
      expect(isGood({ ...NOTHING_LOST, [loss]: 1 }, 'strict')).toBe(false)
    },
  )

  it('is bad when nothing was acknowledged', () => {
    expect(isGood({ ...NOTHING_LOST, acknowledged: 0 }, 'strict')).toBe(false)
  })

  it('is good with relaxed only when the queue, and nothing else, has lost something', () => {
    expect(isGood(NOTHING_LOST, 'relaxed')).toBe(false)
    expect(isGood({ ...NOTHING_LOST, lostFromQueue: 1 }, 'relaxed')).toBe(true)
    expect(isGood({ ...NOTHING_LOST, lostFromQueue: 1, lostFromJournal: 1 }, 'relaxed')).toBe(false)
  })
})
