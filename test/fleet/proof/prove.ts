import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { TEST_PAYEE } from '#simulator/chain/test-keys.ts'
import { until } from '#simulator/until.ts'
import { type Count, countAll } from './count.ts'
import { type CrowdProcess, startCrowdProcess } from './crowd-process.ts'
import type { Sample } from './figures.ts'
import { loneAccounts, sellAlone } from './lone.ts'
import { residentMb } from './memory.ts'
import type { ProofOptions } from './options.ts'
import { planOf, type Trouble } from './plan.ts'
import { readPromises } from './promises.ts'
import { type Settlers, startSettlers } from './settlers.ts'
import { createTroubles, type Troubles } from './troubles.ts'
import { type Watch, watchStreams } from './watch.ts'
import { makeWorld, type World } from './world.ts'

/** What a run was, and what came of it. */
export interface Proof {
  readonly options: ProofOptions
  readonly plan: readonly Trouble[]
  readonly count: Count
  /** Of the lost ones some, with what stream and lanes have of them. */
  readonly examples: readonly string[]
  readonly samples: readonly Sample[]
  /** From a sale to "settled" in the terminal's journal. */
  readonly seconds: readonly number[]
  readonly openSeconds: number
  readonly repeated: number
  readonly begunAnew: number
  readonly failedSales: number
  /** Rejections that nobody handled in processes of terminals. */
  readonly unhandled: number
}

const TICK_MS = 500
const SAY_MS = 10_000
/** Lost payments that are looked for. */
const EXAMPLES = 20
/** When nothing at all was promised or settled for so long, something is wrong. */
const STALLED_MS = 240_000
const PATIENCE = { timeoutMs: 900_000, everyMs: 500 }

export async function prove(options: ProofOptions, say: (line: string) => void): Promise<Proof> {
  const begun = performance.now()
  const world = await makeWorld(options, say)
  const seconds: number[] = []
  let failure: string | undefined
  const onFailure = (why: string): void => {
    failure ??= why
  }
  const settlers = startSettlers(world.startSettler)
  const watch = await watchStreams(world)
  const crowds = world.crowds.map((config, n) =>
    startCrowdProcess({
      ...{ config, path: join(options.folder, `crowd-${n + 1}.json`), onFailure },
      onSeconds: (more) => {
        for (const each of more) seconds.push(each)
      },
    }),
  )
  const check = () => {
    if (failure !== undefined) throw new Error(failure)
  }
  try {
    await until(
      'all terminals are open',
      () => {
        check()
        return allReady(crowds, options.terminals) || undefined
      },
      PATIENCE,
    )
    const openSeconds = Math.round((performance.now() - begun) / 1000)
    say(`all terminals are open and connected after ${openSeconds} s`)
    const plan = planOf(options)
    const troubles = createTroubles({ plan, world, settlers, crowds, say, onFailure })
    const lonePromises = join(options.folder, 'promises-alone.jsonl')
    const lone = { world, folder: options.disks, promises: lonePromises, rounds: options.loneRounds }
    const alone = sellAlone(lone).catch((error: unknown) => onFailure(`alone: ${error}`))
    const samples = await run({ options, world, watch, settlers, crowds, troubles, say, check })
    await alone
    check()
    const standings = crowds.map((crowd) => crowd.standing())
    const files = [...world.crowds.map(({ promises }) => promises), lonePromises]
    say('every journal says settled')
    await untilPaid(world, watch, files)
    say('the chain is counted')
    const { count, missing } = await countAll(world, files, loneAccounts())
    const examples = await watch.whereAre(missing.slice(0, EXAMPLES))
    const sum = (of: 'repeated' | 'begunAnew' | 'failed' | 'unhandled') =>
      standings.reduce((all, standing) => all + standing[of], 0)
    return {
      ...{ options, plan, count, examples, samples, seconds, openSeconds },
      ...{
        repeated: sum('repeated'),
        begunAnew: sum('begunAnew'),
        failedSales: sum('failed'),
        unhandled: sum('unhandled'),
      },
    }
  } catch (error) {
    say(settlers.said())
    throw error
  } finally {
    await Promise.all([watch.close(), settlers.stop(), ...crowds.map((crowd) => crowd.stop())])
    await world.clear()
  }
}

/** What restored disks have forgotten only the lanes know: no journal tells when they are done with it. */
async function untilPaid({ token }: World, watch: Watch, files: readonly string[]): Promise<void> {
  const promised = files.flatMap((file) => readPromises(file).promised)
  const sum = promised.reduce((all, { value }) => all + value, 0n)
  const isOver = async () =>
    (await token.balanceOf(TEST_PAYEE)) >= sum || (await watch.open()) === 0 || undefined
  await until('the payee has all, or the lanes nothing', isOver, { ...PATIENCE, everyMs: 5000 })
}

const allReady = (crowds: readonly CrowdProcess[], terminals: number): boolean =>
  crowds.every((crowd) => crowd.standing().ready) &&
  crowds.reduce((sum, crowd) => sum + crowd.standing().connected, 0) === terminals

interface RunParts {
  readonly options: ProofOptions
  readonly world: World
  readonly watch: Watch
  readonly settlers: Settlers
  readonly crowds: readonly CrowdProcess[]
  readonly troubles: Troubles
  readonly say: (line: string) => void
  readonly check: () => void
}

/** Sells all there is to sell, while troubles happen, until the journals say that all is settled. */
async function run(parts: RunParts): Promise<Sample[]> {
  const { options, watch, crowds, troubles, say } = parts
  const begun = performance.now()
  const samples: Sample[] = []
  let said = Number.NEGATIVE_INFINITY
  let moved = { what: '', at: performance.now() }
  for (;;) {
    parts.check()
    const stands = standingOf(crowds)
    troubles.sold(stands.sold)
    sellMore(parts, stands)
    const what = `${stands.sold} ${stands.waiting} ${stands.behind}`
    if (what !== moved.what) moved = { what, at: performance.now() }
    if (performance.now() - moved.at > STALLED_MS) throw new Error(`nothing moves: ${JSON.stringify(stands)}`)
    const isOver = isDone(options, stands) && troubles.isOver()
    if (isOver || performance.now() - said >= SAY_MS) {
      said = performance.now()
      const sample = await take(parts, stands, { begun, entries: await watch.entries() })
      samples.push(sample)
      say(lineOf(sample, stands))
    }
    if (isOver) return samples
    await pause(TICK_MS)
  }
}

type Stands = ReturnType<typeof standingOf>

function standingOf(crowds: readonly CrowdProcess[]) {
  const all = crowds.map((crowd) => crowd.standing())
  const sum = (of: 'sold' | 'waiting' | 'notUp' | 'behind' | 'connected' | 'busy') =>
    all.reduce((total, standing) => total + standing[of], 0)
  return {
    ready: all.every(({ ready }) => ready),
    ...{ sold: sum('sold'), waiting: sum('waiting'), notUp: sum('notUp'), behind: sum('behind') },
    ...{ connected: sum('connected'), busy: sum('busy') },
  }
}

/** Each process gets its share, and no more than what may be open. */
function sellMore({ options, crowds }: RunParts, { waiting }: Stands): void {
  const share = Math.ceil(options.payments / crowds.length)
  let room = options.open - waiting - crowds.reduce((sum, crowd) => sum + crowd.ordered(), 0)
  for (const [n, crowd] of crowds.entries()) {
    const last = n === crowds.length - 1
    const own = last ? options.payments - share * (crowds.length - 1) : share
    const left = own - crowd.standing().sold - crowd.ordered()
    const count = Math.min(left, Math.floor(room / (crowds.length - n)))
    if (!crowd.standing().ready || count <= 0) continue
    crowd.order({ type: 'sell', count })
    room -= count
  }
}

const isDone = ({ payments }: ProofOptions, { ready, sold, waiting, behind, busy }: Stands): boolean =>
  ready && sold >= payments && waiting === 0 && behind === 0 && busy === 0

async function take(
  { world, settlers, crowds, troubles }: RunParts,
  { sold, waiting, notUp, connected }: Stands,
  { begun, entries }: { readonly begun: number; readonly entries: number | undefined },
): Promise<Sample> {
  return {
    at: Math.round((performance.now() - begun) / 100) / 10,
    ...{ sold, up: sold - notUp, settled: Math.max(0, sold - waiting), entries, connected },
    isTroubled: troubles.isOn(),
    memory: {
      settlers: settlers.pids().map(residentMb),
      broker: residentMb(world.server.pid()),
      terminals: crowds.reduce((sum, crowd) => sum + residentMb(crowd.pid()), 0),
    },
  }
}

const lineOf = ({ at, memory, ...sample }: Sample, { behind }: Stands): string =>
  `${String(Math.round(at)).padStart(5)} s  ${sample.sold} sold, ${sample.up} stored, ${sample.settled} settled; ` +
  `${sample.connected} connected, ${behind} entries behind; MB: settlers ${memory.settlers.join(' + ')}, ` +
  `broker ${memory.broker}, terminals ${memory.terminals}`
