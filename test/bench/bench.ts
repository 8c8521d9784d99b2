import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startWorld } from '#simulator/world.ts'
import { measureTapBudget } from './budget/budget.ts'
import { measureColdStarts } from './cold-start.ts'
import { measureGas } from './gas.ts'
import { BARE, benchOptions, type Part } from './parts.ts'
import { measureTaps } from './plain.ts'
import { measureReconnect } from './reconnect.ts'
import { measureRisk } from './risk.ts'
import { measureFullQueue } from './scale/queue.ts'
import { measureThroughput } from './scale/throughput.ts'
import { measureSettling } from './settle.ts'
import { measureStationScreen } from './station/screen.ts'
import { measureStation } from './station/station.ts'

const { parts, json } = benchOptions()
const figures: Record<string, unknown> = {}

/** One part after the other, each one's figures said as soon as they are there. */
async function measure(part: Part, run: () => Promise<object>): Promise<void> {
  if (!parts.has(part)) return
  const measured = await run()
  for (const [name, figure] of Object.entries(measured)) console.log(`${name} ${JSON.stringify(figure)}`)
  Object.assign(figures, measured)
  // Also after each part: a long run that fails late keeps what it had.
  if (json) await writeFile(json, `${JSON.stringify(figures, null, 2)}\n`)
}

console.log(
  `Bench: ${[...parts].join(', ')}. Some minutes each for budget, queue and throughput, an hour for station and station-screen.`,
)
await measure('risk', measureRisk)
await measure('budget', measureTapBudget)
await measure('station', measureStation)
// They need no world and no display, and others' processes would only disturb them.
if ([...parts].every((part) => BARE.has(part))) process.exit()
const dir = await mkdtemp(join(tmpdir(), 'tapsyr-bench-'))
// Blocks at once and final at once: the figures are the terminal's, not a block time's.
const world = await startWorld({
  dir: join(dir, 'world'),
  blockTimeSeconds: 'instant',
  confirmations: 1,
  signingMs: 0,
})
try {
  await measure('taps', () => measureTaps(world, dir))
  await measure('starts', async () => {
    const { cold, blank } = await measureColdStarts(world.configPath)
    return { coldStartMs: cold, blankWindowMs: blank }
  })
  await measure('reconnect', () => measureReconnect(world, dir))
  await measure('settle', async () => ({ settle: await measureSettling(world, dir) }))
  await measure('gas', async () => ({ gasPerPayment: await measureGas(world) }))
  await measure('queue', async () => ({ queue: await measureFullQueue(world, dir) }))
  await measure('throughput', async () => ({ throughput: await measureThroughput(world, dir) }))
  await measure('station-screen', async () => ({ stationScreen: await measureStationScreen(world, dir) }))
} finally {
  await world.stop()
  await rm(dir, { recursive: true, force: true })
}
