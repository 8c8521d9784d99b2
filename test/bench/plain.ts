import { join } from 'node:path'
import { launchKiosk } from '#simulator/kiosk.ts'
import type { World } from '#simulator/world.ts'
import { signedPayment, testKey } from '../fakes/payment.ts'
import { timing } from './figures.ts'
import { measureFloor } from './floor.ts'
import { memoryOf } from './memory.ts'
import { nonceOf } from './scale/payers.ts'
import { settledFacts, writeUsedJournal } from './stocked-journal.ts'
import { sell } from './taps.ts'

const TAPS = 200
const STOCK = 50_000

/** Two hundred sales on a new terminal, and two hundred on one with fifty thousand behind it. */
export async function measureTaps(world: World, dir: string) {
  const empty = await onEmptyQueue(world, dir)
  const full = await onFullQueue(world, dir)
  return {
    tapOverheadMs: timing(empty.overheads),
    floorMs: empty.floor,
    insertMs: { empty: timing(empty.inserts), full: timing(full.inserts) },
    memoryMb: empty.memoryMb,
  }
}

async function onEmptyQueue(world: World, dir: string) {
  await world.network.cut()
  const kiosk = await launchKiosk({ configPath: world.configPath, userDataDir: join(dir, 'empty') })
  const figures = await sell(kiosk.page, world, TAPS)
  const memoryMb = await memoryOf(kiosk.pid)
  const floor = await measureFloor(kiosk.page)
  await kiosk.close()
  await world.network.restore()
  return { ...figures, memoryMb, floor }
}

async function onFullQueue(world: World, dir: string) {
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
  await writeUsedJournal(userDataDir, settledFacts(payments))
  await world.network.cut()
  const kiosk = await launchKiosk({ configPath: world.configPath, userDataDir })
  const figures = await sell(kiosk.page, world, TAPS)
  await kiosk.close()
  await world.network.restore()
  return figures
}
