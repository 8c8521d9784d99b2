import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { launchKiosk } from '#simulator/kiosk.ts'
import { startWorld, type World } from '#simulator/world.ts'
import { signedPayment, testKey } from '../fakes/payment.ts'
import { measureColdStarts } from './cold-start.ts'
import { timing } from './figures.ts'
import { measureFloor } from './floor.ts'
import { measureGas } from './gas.ts'
import { memoryOf } from './memory.ts'
import { measureSettling } from './settle.ts'
import { settledFacts, writeJournal } from './stocked-journal.ts'
import { sell } from './taps.ts'

const TAPS = 200
const STOCK = 50_000

const { values } = parseArgs({ options: { json: { type: 'string' } } })
const dir = await mkdtemp(join(tmpdir(), 'tapsyr-bench-'))
const say = (text: string) => console.log(text)

say(`Bench: ${TAPS} taps, ${STOCK} stored payments, 1,000 settled. Some minutes.`)
// Blocks at once and final at once: the figures are the terminal's, not a block time's.
const world = await startWorld({
  dir: join(dir, 'world'),
  blockTimeSeconds: 'instant',
  confirmations: 1,
  signingMs: 0,
})
try {
  const empty = await onEmptyQueue(world)
  say(`tap overhead ${JSON.stringify(timing(empty.overheads))} ms, floor ${JSON.stringify(empty.floor)} ms`)
  const full = await onFullQueue(world)
  say(`insert ${JSON.stringify({ empty: timing(empty.inserts), full: timing(full.inserts) })} ms`)
  const starts = await measureColdStarts(world.configPath)
  say(`cold start ${JSON.stringify(starts.cold)} ms, blank window ${JSON.stringify(starts.blank)} ms`)
  const settle = await measureSettling(world, dir)
  say(`settle ${JSON.stringify(settle)}`)
  const gasPerPayment = await measureGas(world)
  say(`gas per payment ${JSON.stringify(gasPerPayment)}, memory ${empty.memoryMb} MB`)
  const figures = {
    tapOverheadMs: timing(empty.overheads),
    floorMs: empty.floor,
    coldStartMs: starts.cold,
    blankWindowMs: starts.blank,
    insertMs: { empty: timing(empty.inserts), full: timing(full.inserts) },
    settle,
    gasPerPayment,
    memoryMb: empty.memoryMb,
  }
  if (values.json) await writeFile(values.json, `${JSON.stringify(figures, null, 2)}\n`)
} finally {
  await world.stop()
  await rm(dir, { recursive: true, force: true })
}

async function onEmptyQueue(world: World) {
  await world.network.cut()
  const kiosk = await launchKiosk({ configPath: world.configPath, userDataDir: join(dir, 'empty') })
  const figures = await sell(kiosk.page, world, TAPS)
  const memoryMb = await memoryOf(kiosk.pid)
  const floor = await measureFloor(kiosk.page)
  await kiosk.close()
  await world.network.restore()
  return { ...figures, memoryMb, floor }
}

async function onFullQueue(world: World) {
  const one = signedPayment({
    key: testKey(0),
    to: world.merchant,
    domain: world.token.domain,
    receiptNumber: 1,
  })
  const payments = Array.from({ length: STOCK }, (_, i) => ({
    ...one,
    receipt: `001-${(i + 1).toString().padStart(6, '0')}`,
    receiptNumber: i + 1,
    authorization: { ...one.authorization, nonce: nonceOf(i) },
  }))
  const userDataDir = join(dir, 'full')
  await writeJournal(userDataDir, settledFacts(payments))
  await world.network.cut()
  const kiosk = await launchKiosk({ configPath: world.configPath, userDataDir })
  const figures = await sell(kiosk.page, world, TAPS)
  await kiosk.close()
  await world.network.restore()
  return figures
}

/** Spread over the whole range, as hashes are. */
function nonceOf(i: number): `0x${string}` {
  const spread = (BigInt(i + 1) * 0x9e3779b97f4a7c15f39cc0605cedc835n) % 2n ** 128n
  return `0x${spread.toString(16).padStart(32, '0')}${i.toString(16).padStart(32, '0')}`
}
