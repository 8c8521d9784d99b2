import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openLedger } from '#main/ledger/ledger.ts'
import { createClockTrust } from '#main/risk/clock-trust.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { must } from '../../fakes/wires.ts'

const NOW = Date.parse('2026-11-27T12:00:00Z')
const DAY = 86_400_000
const log = () => undefined

/** The terminal's start at this time by its own clock. */
async function start(dir: string, at: number) {
  const clock = fakeClock(at)
  const ledger = must(await openLedger(join(dir, 'journal'), { clock, randomBytes, log }))
  const trust = createClockTrust({ ledger, clock, toleranceMs: 300_000, log })
  const sawAt = (ms: number, nodeTime: number | null = ms) =>
    trust.saw({ timestamp: Math.floor(ms / 1000), nodeTime })
  return { ledger, clock, trust, sawAt }
}

it('a clock may lag by the tolerance, and not a millisecond more', async () => {
  const dir = emptyFolder()
  await (await start(dir, NOW)).ledger.close()
  for (const [lag, state] of [
    [300_000, 'trusted'],
    [300_001, 'behind'],
  ] as const) {
    const { ledger, trust } = await start(dir, NOW - lag)
    expect(trust.state()).toBe(state)
    await ledger.close()
  }
})

it('a clock that went back stays behind over restarts and new lines, until it is right again', async () => {
  const dir = emptyFolder()
  await (await start(dir, NOW)).ledger.close()
  const wrong = await start(dir, NOW - DAY)
  must(await wrong.ledger.record({ type: 'noted', what: 'signed-in', by: null }))
  expect(wrong.trust.state()).toBe('behind')
  await wrong.ledger.close()
  const again = await start(dir, NOW - DAY + 1000)
  expect(again.trust.state()).toBe('behind')
  await again.ledger.close()
  const right = await start(dir, NOW + 1000)
  expect(right.trust.state()).toBe('trusted')
  await right.ledger.close()
})

it('a block of later time shows that it is behind, also after a restart without a network', async () => {
  const dir = emptyFolder()
  const { ledger, trust, sawAt } = await start(dir, NOW)
  sawAt(NOW + DAY)
  expect(trust.state()).toBe('behind')
  await ledger.close()
  const offline = await start(dir, NOW + 60_000)
  expect(offline.trust.state()).toBe('behind')
  await offline.ledger.close()
})

it('after a clock that was ahead, the network brings the floor down again', async () => {
  const dir = emptyFolder()
  const ahead = await start(dir, NOW + 30 * DAY)
  await ahead.ledger.close()
  const mended = await start(dir, NOW)
  expect(mended.trust.state()).toBe('behind')
  // An old block alone is no time of day, and a clock that does not agree is not mended.
  mended.sawAt(NOW - DAY, null)
  mended.sawAt(NOW + DAY)
  expect(mended.trust.state()).toBe('behind')
  mended.sawAt(NOW)
  // Written when it has its turn, which a line behind it waits for.
  must(await mended.ledger.record({ type: 'noted', what: 'signed-in', by: null }))
  expect(mended.trust.state()).toBe('trusted')
  await mended.ledger.close()
  const offline = await start(dir, NOW + 1000)
  expect(offline.trust.state()).toBe('trusted')
  await offline.ledger.close()
})

const TECHNICIAN = { id: 'timur', name: 'Timur' }

it('without a network a technician brings the floor down, and the journal says who, for good', async () => {
  const dir = emptyFolder()
  await (await start(dir, NOW + 30 * DAY)).ledger.close()
  const mended = await start(dir, NOW)
  expect(mended.trust.state()).toBe('behind')
  must(await mended.trust.correct(TECHNICIAN))
  expect(mended.trust.detail()).toEqual({ state: 'trusted', now: NOW, floor: NOW, drift: null })
  expect((await mended.ledger.journal.since(0, 100)).at(-1)?.fact).toEqual({
    ...{ type: 'noted', what: 'clock-set', by: TECHNICIAN, detail: (NOW / 1000).toString() },
  })
  // A clock that is right needs nobody's word, and the journal no line.
  const lines = mended.ledger.journal.seq()
  must(await mended.trust.correct(TECHNICIAN))
  expect(mended.ledger.journal.seq()).toBe(lines)
  await mended.ledger.close()
  const again = await start(dir, NOW + 1000)
  expect(again.trust.state()).toBe('trusted')
  await again.ledger.close()
})

it('nobody calls a clock right that the network has seen to be behind', async () => {
  const { ledger, trust, sawAt } = await start(emptyFolder(), NOW)
  sawAt(NOW + DAY)
  expect(await trust.correct(TECHNICIAN)).toMatchObject({ ok: false, error: { code: 'CLOCK_WRONG' } })
  expect(trust.state()).toBe('behind')
  await ledger.close()
})

it('tells how far it is from the network, and when that was measured', async () => {
  const { ledger, clock, trust, sawAt } = await start(emptyFolder(), NOW)
  sawAt(NOW - 7000)
  await clock.advance(60_000)
  expect(trust.detail()).toMatchObject({ drift: { seconds: 7, at: NOW }, now: NOW + 60_000 })
  // A node's own clock is later than its last block, and nearer to the truth.
  sawAt(NOW - 60_000, NOW + 60_500)
  expect(trust.detail().drift).toEqual({ seconds: -0.5, at: NOW + 60_000 })
  await ledger.close()
})
