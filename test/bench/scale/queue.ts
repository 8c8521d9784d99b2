import { join } from 'node:path'
import { cashierAt } from '#simulator/cashier.ts'
import { launchKiosk } from '#simulator/kiosk.ts'
import { type KioskFiles, kioskArgs } from '#simulator/kiosk-command.ts'
import type { World } from '#simulator/world.ts'
import { type AcceptedPayment, receiptText } from '#src/payment/record.ts'
import { signedPayment, testKey } from '../../fakes/payment.ts'
import { startOnce } from '../cold-start.ts'
import { type Comparison, compare, round } from '../figures.ts'
import { writeUsedJournal } from '../stocked-journal.ts'
import { sell } from '../taps.ts'
import { measureScreen } from './painted.ts'
import { nonceOf } from './payers.ts'

export interface QueueFigures {
  readonly queued: number
  /** The first start with a journal and without a queue, not a cold start: it rebuilds the queue. */
  readonly rebuildSeconds: number
  readonly coldStartMs: Comparison
  readonly insertMs: Comparison
  readonly tapOverheadMs: Comparison
  /** Against a panel without a single payment. */
  readonly panelMs: Comparison
  /** Against a panel with as many payments in sight. */
  readonly panelOfRowsMs: Comparison
  readonly keyMs: Comparison
}

const QUEUED = 100_000
const STARTS = 7
const BLOCKS = 3
const TAPS = 50
const PRESSES = 15
/** The issue's own limit for all of these. */
const AT_MOST = 1.2
const REBUILD_MS = 900_000

/** A terminal with a hundred thousand payments queued beside one with none, turn by turn, offline. */
export async function measureFullQueue(world: World, dir: string): Promise<QueueFigures> {
  const configPath = world.configPath
  // A new one for each block: what is sold in a block is no longer empty in the next.
  const empty = (block: number) => ({ configPath, userDataDir: join(dir, `queue-empty-${block}`) })
  const full = { configPath, userDataDir: join(dir, 'queue-full') }
  await writeUsedJournal(
    full.userDataDir,
    queuedPayments(world).map((payment) => ({ type: 'accepted', payment })),
  )
  await world.network.cut()
  for (let i = 0; i < BLOCKS; i += 1) await startOnce(kioskArgs(empty(i)))
  const rebuildMs = await startOnce(kioskArgs(full), REBUILD_MS)
  const starts: [number[], number[]] = [[], []]
  for (let i = 0; i < STARTS; i += 1) {
    starts[0].push(await startOnce(kioskArgs(empty(0)), REBUILD_MS))
    starts[1].push(await startOnce(kioskArgs(full), REBUILD_MS))
  }
  const samples = { empty: noSamples(), full: noSamples() }
  for (let i = 0; i < BLOCKS; i += 1) {
    await use(world, empty(i), samples.empty)
    await use(world, full, samples.full)
  }
  await world.network.restore()
  const compared = (name: keyof Samples) => compare(samples.empty[name], samples.full[name], AT_MOST)
  return {
    queued: QUEUED,
    rebuildSeconds: round(rebuildMs / 1000),
    coldStartMs: compare(starts[0], starts[1], AT_MOST),
    insertMs: compared('inserts'),
    tapOverheadMs: compared('overheads'),
    panelMs: compared('panels'),
    panelOfRowsMs: compared('panelsOfRows'),
    keyMs: compared('keys'),
  }
}

interface Samples {
  readonly inserts: number[]
  readonly overheads: number[]
  readonly panels: number[]
  readonly panelsOfRows: number[]
  readonly keys: number[]
}

const noSamples = (): Samples => ({ inserts: [], overheads: [], panels: [], panelsOfRows: [], keys: [] })

async function use(world: World, files: KioskFiles, samples: Samples): Promise<void> {
  const kiosk = await launchKiosk(files)
  await cashierAt(kiosk.page).waitForCounter(REBUILD_MS)
  const before = await measureScreen(kiosk.page, PRESSES)
  const taps = await sell(kiosk.page, world, TAPS)
  const after = await measureScreen(kiosk.page, PRESSES)
  await kiosk.close()
  samples.inserts.push(...taps.inserts)
  samples.overheads.push(...taps.overheads)
  samples.panels.push(...before.panels)
  samples.panelsOfRows.push(...after.panels)
  samples.keys.push(...before.keys, ...after.keys)
}

/** They are never sent: one signature does for all. */
function queuedPayments({ merchant, token }: World): AcceptedPayment[] {
  const one = signedPayment({ key: testKey(0), to: merchant, domain: token.domain, receiptNumber: 1 })
  return Array.from({ length: QUEUED }, (_, i) => ({
    ...one,
    receipt: receiptText(1, i + 1),
    receiptNumber: i + 1,
    acceptedAt: one.acceptedAt + i,
    // So that they do not count as the terminal's exposure, which would end its sales.
    online: true,
    authorization: { ...one.authorization, nonce: nonceOf(i + 1) },
  }))
}
