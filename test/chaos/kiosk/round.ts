import type { Faults } from './faults.ts'
import type { Kills } from './kills.ts'
import { type Moments, watchMoments } from './moments.ts'
import type { PlannedRound, PlannedSale } from './plan.ts'
import { count, reachCounter, type SaleEnd, sell } from './sale.ts'
import type { Stage } from './stage.ts'
import type { Witness } from './witness.ts'

export interface RoundParts {
  readonly stage: Stage
  readonly faults: Faults
  readonly kills: Kills
  readonly witness: Witness
  readonly round: number
}

/** After its sale a payment may take so long to be sent, for those who want to kill it then. */
const AFTERMATH_MS = 700

/** Sells under faults and kills until the tree is dead; then ends the faults and starts again. */
export async function playRound({ sales }: PlannedRound, parts: RoundParts): Promise<void> {
  const { stage, faults, kills } = parts
  for (const sale of sales) if (!kills.treeIsDead) await playSale(sale, parts)
  await kills.strike('tree', 0)
  await stage.start()
  kills.started()
  await faults.endAll()
}

async function playSale(sale: PlannedSale, parts: RoundParts): Promise<void> {
  const { stage, faults, kills, witness } = parts
  const moments = watchMoments(stage)
  const running = arm(sale, parts, moments)
  const end = await sell(sale, { ...parts, moments })
  count(witness, end)
  await running.finish(end)
  moments.end()
  for (const fault of sale.faults) if (fault.lasts === 'sale') await faults.end(fault.name)
  if (!kills.treeIsDead) await reachCounter({ ...parts, moments })
  stage.devices.reader.remove()
}

/** Lays out everything that is to happen in a sale, each at its moment. */
function arm({ faults: planned, kills: blows }: PlannedSale, parts: RoundParts, moments: Moments) {
  const { faults, kills } = parts
  const pending: { done: Promise<void>; strikeNow: () => void }[] = []
  for (const { name, size, at } of planned) {
    const begin = () => void faults.begin(name, size)
    if (at === 'before') begin()
    else moments.on(at, begin)
  }
  for (const { what, at, afterMs } of blows)
    pending.push(once(moments, at, () => kills.strike(what, afterMs)))
  return {
    /** Gives the moments after the sale time to come, and then strikes what has not struck. */
    async finish(end: SaleEnd): Promise<void> {
      const all = Promise.all(pending.map(({ done }) => done))
      if (end === 'paid') await Promise.race([all, elapse(AFTERMATH_MS)])
      for (const { strikeNow } of pending) strikeNow()
      await all
    },
  }
}

function once(moments: Moments, at: Parameters<Moments['on']>[0], strike: () => Promise<void>) {
  let strikeNow = () => {}
  const done = new Promise<void>((resolve, reject) => {
    let struck = false
    strikeNow = () => {
      if (struck) return
      struck = true
      strike().then(resolve, reject)
    }
  })
  moments.on(at, strikeNow)
  return { done, strikeNow }
}

const elapse = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
