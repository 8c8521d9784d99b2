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
export async function runChaos({ seed, rounds, dir, say }: ChaosOptions): Promise<Report> {
  const start = performance.now()
  const stage = await setStage(dir)
  try {
    const merchantBefore = await stage.world.merchantBalance()
    const witness = createWitness()
    const parts = { stage, witness, faults: createFaults(stage), kills: createKills(stage) }
    const findings = createFindings()
    await stage.start()
    let reading: Reading | undefined
    for (const [index, plan] of planRun({ seed, rounds }).entries()) {
      const round = index + 1
      const begun = performance.now()
      await playRound(plan, { ...parts, round })
      if (round % REST_EVERY === 0 || round === rounds) findings.note(round, await waitUntilFinal(stage))
      reading = await compareBooks(stage, witness)
      findings.take(round, reading)
      say(lineOf({ ...parts, round }, reading, (performance.now() - begun) / 1000))
    }
    const payments = reading?.evidence.payments ?? []
    const paid = reading?.evidence.paid ?? []
    const sum = paid.reduce((total, { value }) => total + value, 0n)
    return {
      seed,
      rounds,
      kills: parts.kills.counts,
      faults: parts.faults.counts,
      sales: Object.fromEntries(witness.endings),
      payments: payments.length,
      accepted: witness.promised.length,
      printed: reading?.evidence.papers.length ?? 0,
      settled: payments.filter(({ state }) => state === 'settled').length,
      lost: findings.lost(),
      doubled: findings.doubled(),
      parked: (await unpayable(stage, payments)).length,
      balances: (await stage.world.merchantBalance()) - merchantBefore === sum,
      problems: [...findings.problems(), ...witness.complaints],
      crashes: stage.crashes,
      seconds: Math.round((performance.now() - start) / 100) / 10,
    }
  } finally {
    await stage.stop()
  }
}

/** What was found in any round: a payment that was missing once was lost, even if it came back. */
function createFindings() {
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
  ].join(', ')
}
