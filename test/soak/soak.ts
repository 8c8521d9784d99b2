import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { compareBooks } from '../chaos/kiosk/books.ts'
import { waitUntilFinal } from '../chaos/kiosk/calm.ts'
import { createDice, type Dice } from '../chaos/kiosk/dice.ts'
import { createFaults, type Faults } from '../chaos/kiosk/faults.ts'
import { createKills } from '../chaos/kiosk/kills.ts'
import { watchMoments } from '../chaos/kiosk/moments.ts'
import type { PlannedSale } from '../chaos/kiosk/plan.ts'
import { count, reachCounter, type SaleParts, sell } from '../chaos/kiosk/sale.ts'
import { type Stage, setStage } from '../chaos/kiosk/stage.ts'
import { createWitness } from '../chaos/kiosk/witness.ts'
import { drift, type Point } from './figures.ts'
import { growthOf, type Report } from './report.ts'
import { openSampler, type Sample } from './sample.ts'
import { createTroubles, type Troubles } from './troubles.ts'

export interface SoakOptions {
  readonly seed: number
  readonly hours: number
  /** A folder of its own, for the world and the terminal. */
  readonly dir: string
  readonly say: (line: string) => void
}

interface Run extends Omit<SaleParts, 'moments' | 'round'> {
  readonly dice: Dice
  readonly faults: Faults
  readonly troubles: Troubles
  readonly samples: Sample[]
  readonly taps: Point[]
}

const SAMPLE_EVERY_MS = 60_000
/** Customers come after so long, at random. */
const GAP_MS = { least: 500, more: 4000 }

/** One terminal, started once: sells for hours while cables are pulled and networks fail, and is measured. */
export async function runSoak(options: SoakOptions): Promise<Report> {
  const stage = await setStage(options.dir)
  try {
    const merchantBefore = await stage.world.merchantBalance()
    await tellFigures(stage, join(options.dir, 'tapsyr.prom'))
    await stage.start()
    const dice = createDice(options.seed)
    const faults = createFaults(stage)
    const run: Run = {
      ...{ stage, dice, faults },
      troubles: createTroubles(dice, faults, stage),
      kills: createKills(stage),
      witness: createWitness(),
      ...{ samples: [], taps: [] },
    }
    await sellFor(options, run)
    const open = await comeToRest(run)
    const reading = await compareBooks(stage, run.witness)
    const { payments, paid } = reading.evidence
    const earned = (await stage.world.merchantBalance()) - merchantBefore
    return {
      ...{ seed: options.seed, hours: options.hours },
      sales: Object.fromEntries(run.witness.endings),
      faults: faults.counts,
      reloads: run.troubles.reloads,
      growth: growthOf(run.samples),
      tapMs: drift(run.taps, options.hours * 60),
      accepted: run.witness.promised.length,
      payments: payments.length,
      settled: payments.filter(({ state }) => state === 'settled').length,
      ...{ lost: reading.lost, doubled: reading.doubled },
      balances: earned === paid.reduce((total, { value }) => total + value, 0n),
      problems: [...open, ...reading.disagreements, ...run.witness.complaints],
      crashes: stage.crashes,
      samples: run.samples,
    }
  } finally {
    await stage.stop()
  }
}

/** With its figures written to a file all the time, as in an operator's shop. */
async function tellFigures({ devices }: Stage, file: string): Promise<void> {
  const config = JSON.parse(await readFile(devices.configPath, 'utf8'))
  await writeFile(devices.configPath, JSON.stringify({ ...config, metrics: { file } }), { mode: 0o600 })
}

/** Sales one after the other until the time is over, or the terminal has ended by itself. */
async function sellFor({ hours, say }: SoakOptions, run: Run): Promise<void> {
  const { stage, dice, samples } = run
  const sampler = await openSampler(stage.kiosk)
  const begun = performance.now()
  let sampledAt = Number.NEGATIVE_INFINITY
  for (let round = 1; performance.now() - begun < hours * 3_600_000 && !stage.crashes.length; round += 1) {
    if (performance.now() - sampledAt > SAMPLE_EVERY_MS) {
      sampledAt = performance.now()
      const sample = await sampler.take()
      samples.push(sample)
      say(lineOf(sample, run))
    }
    await run.troubles.turn()
    await sellOne(round, run, () => (performance.now() - begun) / 60_000)
    await pause(GAP_MS.least + dice.below(GAP_MS.more))
  }
  samples.push(await sampler.take())
}

async function sellOne(round: number, run: Run, minutes: () => number): Promise<void> {
  const { stage, witness, taps } = run
  const moments = watchMoments(stage)
  let signedAt: number | undefined
  const onSigned = () => {
    signedAt = performance.now()
  }
  moments.on('signed', onSigned)
  const end = await sell(planSale(run.dice), { ...run, moments, round })
  if (end === 'paid' && signedAt !== undefined)
    taps.push({ minutes: minutes(), value: performance.now() - signedAt })
  count(witness, end)
  stage.devices.reader.remove()
  await reachCounter({ ...run, moments, round })
  moments.end()
}

const planSale = (dice: Dice): PlannedSale => ({
  card: dice.percent(3) ? dice.pick(['Refusing', 'Bank card']) : dice.pick(['Aigerim', 'Daniyar', 'Madina']),
  cents: 2 + dice.below(60),
  ...{ faults: [], kills: [] },
})

/** Every cable back in its place; what is not settled then, in words. */
async function comeToRest({ faults, stage }: Run): Promise<string[]> {
  await faults.endAll()
  return waitUntilFinal(stage)
}

function lineOf({ minutes, processes, main, page, handles }: Sample, { witness, samples }: Run): string {
  const pss = Object.entries(processes).map(([kind, { pssMb }]) => `${kind} ${pssMb.toFixed(0)}`)
  return [
    `${samples.length}. ${minutes.toFixed(1)} min`,
    `accepted ${witness.promised.length}`,
    `PSS ${pss.join(' ')} MB`,
    `heaps ${main.heapMb} ${page.heapMb} MB`,
    `${page.nodes} nodes`,
    `${page.listeners} listeners`,
    `${handles} handles`,
    ...witness.complaints.slice(-1),
  ].join(', ')
}
