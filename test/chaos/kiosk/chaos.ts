import { compareBooks, type Reading } from './books.ts'
import { unpayable, waitUntilFinal } from './calm.ts'
import { createFaults } from './faults.ts'
import { createKills } from './kills.ts'
import { planRun } from './plan.ts'
import type { Report } from './report.ts'
import { playRound, type RoundParts } from './round.ts'
import { setStage } from './stage.ts'
import { createWitness } from './witness.ts'

export interface ChaosOptions {
  readonly seed: number
  readonly rounds: number
  /** A folder of its own, for the world and the terminal. */
  readonly dir: string
  readonly say: (line: string) => void
}

/** After so many rounds the terminal gets the peace to settle everything, as it does at the end. */
const REST_EVERY = 20

/** Sells, breaks, kills and starts again, so many rounds; compares all books after each. */
export async function runChaos(options: ChaosOptions): Promise<Report> {
  const start = performance.now()
  const stage = await setStage(options.dir)
  try {
    const merchantBefore = await stage.world.merchantBalance()
    const run: Run = {
      stage,
      witness: createWitness(),
      faults: createFaults(stage),
      kills: createKills(stage),
      findings: createFindings(),
    }
    const last = await playRounds(options, run)
    const earned = (await stage.world.merchantBalance()) - merchantBefore
    return await reportOf(options, run, { last, earned, seconds: (performance.now() - start) / 1000 })
  } finally {
    await stage.stop()
  }
}

interface Run extends Omit<RoundParts, 'round'> {
  readonly findings: Findings
}

/** Gives the last reading of the books. A terminal that cannot be started any more ends the run early. */
async function playRounds({ seed, rounds, say }: ChaosOptions, run: Run): Promise<Reading | undefined> {
  const { stage, witness, findings } = run
  let reading: Reading | undefined
  let round = 0
  try {
    await stage.start()
    for (const plan of planRun({ seed, rounds })) {
      const begun = performance.now()
      round += 1
      await playRound(plan, { ...run, round })
      if (round % REST_EVERY === 0 || round === rounds) findings.note(round, await waitUntilFinal(stage))
      reading = await compareBooks(stage, witness)
      findings.take(round, reading)
      say(lineOf({ ...run, round }, reading, (performance.now() - begun) / 1000))
    }
  } catch (error) {
    findings.note(round, [`ended early: ${error instanceof Error ? error.stack : error}`])
  }
  return reading
}

interface Ending {
  readonly last: Reading | undefined
  /** By the merchant's balance, smallest units. */
  readonly earned: bigint
  readonly seconds: number
}

async function reportOf(
  { seed, rounds }: ChaosOptions,
  { stage, witness, faults, kills, findings }: Run,
  { last, earned, seconds }: Ending,
): Promise<Report> {
  const { payments = [], paid = [], papers = [] } = last?.evidence ?? {}
  return {
    seed,
    rounds,
    kills: kills.counts,
    faults: faults.counts,
    sales: Object.fromEntries(witness.endings),
    payments: payments.length,
    accepted: witness.promised.length,
    printed: papers.length,
    settled: payments.filter(({ state }) => state === 'settled').length,
    lost: findings.lost(),
    doubled: findings.doubled(),
    parked: (await unpayable(stage, payments)).length,
    balances: earned === paid.reduce((total, { value }) => total + value, 0n),
    problems: [...findings.problems(), ...witness.complaints],
    crashes: stage.crashes,
    seconds: Math.round(seconds * 10) / 10,
  }
}

interface Findings {
  note(round: number, texts: readonly string[]): void
  take(round: number, reading: Reading): void
  lost(): string[]
  doubled(): string[]
  problems(): readonly string[]
}

/** What was found in any round: a payment that was missing once was lost, even if it came back. */
function createFindings(): Findings {
  const lost = new Set<string>()
  const doubled = new Set<string>()
  const problems: string[] = []
  const note = (round: number, texts: readonly string[]) => {
    for (const text of texts) problems.push(`round ${round}: ${text}`)
  }
  return {
    note,
    take(round: number, reading: Reading) {
      for (const receipt of reading.lost) lost.add(receipt)
      for (const receipt of reading.doubled) doubled.add(receipt)
      note(round, reading.disagreements)
    },
    lost: () => [...lost],
    doubled: () => [...doubled],
    problems: () => problems,
  }
}

function lineOf({ kills, witness, stage, round }: RoundParts, reading: Reading, seconds: number): string {
  const { payments } = reading.evidence
  const { tree, renderer, gpu } = kills.counts
  return [
    `round ${round}: ${seconds.toFixed(1)} s`,
    `kills ${tree}+${renderer}+${gpu}`,
    `accepted ${witness.promised.length}`,
    `stored ${payments.length}`,
    `settled ${payments.filter(({ state }) => state === 'settled').length}`,
    `lost ${reading.lost.length}`,
    `doubled ${reading.doubled.length}`,
    ...(reading.disagreements.length > 0 ? [`DISAGREE ${reading.disagreements.slice(0, 3).join('; ')}`] : []),
    ...(stage.crashes.length > 0 ? [`crashes ${stage.crashes.length}`] : []),
    ...witness.complaints.slice(-1),
  ].join(', ')
}
