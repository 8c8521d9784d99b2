import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { controlHolds, plantControl } from './control.ts'
import { type Disk, onNewDisk } from './disk.ts'
import { type LifeParts, live } from './life.ts'
import { type PowercutOptions, readOptions } from './options.ts'
import { isGood, sumOf, type Tally, watchTerminal } from './tally.ts'

/** A terminal lives through so many cuts, and the next begins with a new disk. */
const CUTS_OF_A_TERMINAL = 10
/** How long a life may be. Payments take some milliseconds each. */
const LONGEST_MS = 2500

const say = (text: string) => process.stdout.write(`${text}\n`)

interface TerminalResult {
  readonly tally: Tally
  readonly invalidCuts: number
}

/** One terminal from its first start; its power is cut after each of these times. */
async function tryTerminal(
  moments: readonly number[],
  parts: Pick<LifeParts, 'durability' | 'signal'>,
  disk: Disk,
): Promise<TerminalResult> {
  const userDataDir = join(disk.folder, 'profile')
  const watch = watchTerminal()
  let invalidCuts = 0
  for (const [n, acceptingMs] of moments.entries()) {
    await plantControl(disk.folder, n)
    watch.see(await live({ ...parts, userDataDir, acceptingMs }))
    await disk.cutPower()
    if (!(await controlHolds(disk.folder, n))) invalidCuts += 1
  }
  // Only what it holds: nobody looks any more for what it acknowledges now.
  const last = await live({ ...parts, userDataDir, acceptingMs: 0 })
  watch.see({ ...last, acknowledged: [] })
  return { tally: watch.tally(), invalidCuts }
}

/** Makes all cuts and gives the exit code. */
async function perform({ cuts, seed, durability, json }: PowercutOptions): Promise<number> {
  const signal = endedBySystem()
  const moments = fc.sample(fc.noBias(fc.integer({ min: 0, max: LONGEST_MS })), { seed, numRuns: cuts })
  const results: TerminalResult[] = []
  for (let i = 0; i < cuts; i += CUTS_OF_A_TERMINAL) {
    const some = moments.slice(i, i + CUTS_OF_A_TERMINAL)
    const result = await onNewDisk((disk) => tryTerminal(some, { durability, signal }, disk))
    results.push(result)
    say(`${Math.min(i + CUTS_OF_A_TERMINAL, cuts)} of ${cuts} cuts: ${JSON.stringify(result)}`)
  }
  const tally = sumOf(results.map((result) => result.tally))
  const invalidCuts = results.reduce((sum, result) => sum + result.invalidCuts, 0)
  const report = { seed, durability, cuts, invalidCuts, ...tally }
  say(JSON.stringify(report, null, 2))
  if (json) await writeFile(json, `${JSON.stringify(report, null, 2)}\n`)
  return invalidCuts === 0 && isGood(tally, durability) ? 0 : 1
}

function endedBySystem(): AbortSignal {
  const ending = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(name, () => ending.abort(`ended by ${name}`))
  return ending.signal
}

const asked = readOptions(process.argv.slice(2))
if ('say' in asked) {
  say(asked.say)
  process.exitCode = asked.code
} else
  process.exitCode = await perform(asked.run).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
    return 1
  })
