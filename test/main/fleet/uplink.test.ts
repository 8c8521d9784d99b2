import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { segmentPath } from '#main/journal/segments.ts'
import { id } from '../../fakes/accepted.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { type Broker, startBroker } from '../../support/nats.ts'
import { expectAllOnce, type Kiosk, openKiosk, streamed } from './kiosk.ts'

let broker: Broker
let kiosks: Kiosk[]

beforeEach(async () => {
  broker = await startBroker()
  kiosks = []
})

afterEach(async () => {
  await Promise.all(kiosks.map((kiosk) => kiosk.stop()))
  await broker.close()
})

async function open(folder: string): Promise<Kiosk> {
  const kiosk = await openKiosk({ folder, url: broker.url })
  kiosks.push(kiosk)
  return kiosk
}

async function close(kiosk: Kiosk): Promise<void> {
  kiosks = kiosks.filter((each) => each !== kiosk)
  await kiosk.stop()
}

const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i)
const cursorPath = (folder: string) => join(folder, 'fleet-cursor.json')
const cursorOf = (folder: string) => JSON.parse(readFileSync(cursorPath(folder), 'utf8'))

test('the fleet has every entry once and in its order, more than a window of them', async () => {
  const kiosk = await open(emptyFolder())
  await kiosk.sell(...range(1, 150))
  await kiosk.ledger.record({
    type: 'voided',
    id: id(150),
    by: { id: 'dana', name: 'Dana' },
    cancellation: null,
  })
  await kiosk.level()
  await expectAllOnce(broker, kiosk.ledger)
  expect(kiosk.ledger.journal.seq()).toBe(152)
})

test('what was sold while there was no fleet follows', async () => {
  await broker.stop()
  const folder = emptyFolder()
  const first = await open(folder)
  await first.sell(...range(1, 20))
  await close(first)
  const second = await open(folder)
  await second.sell(21)
  await broker.start()
  await second.level()
  await expectAllOnce(broker, second.ledger)
})

test('a crash between the stored entries and the cursor repeats nothing', async () => {
  const folder = emptyFolder()
  const first = await open(folder)
  await first.sell(...range(1, 30))
  await first.level()
  await close(first)
  const cursor = cursorOf(folder)
  writeFileSync(cursorPath(folder), JSON.stringify({ ...cursor, seq: cursor.seq - 10 }))
  const second = await open(folder)
  await second.sell(31)
  await second.level()
  await expectAllOnce(broker, second.ledger)
})

test('a cursor that is lost, or of no use, repeats nothing and loses nothing', async () => {
  const folder = emptyFolder()
  const first = await open(folder)
  await first.sell(...range(1, 100))
  await first.level()
  await close(first)
  rmSync(cursorPath(folder))
  const second = await open(folder)
  await second.sell(101)
  await second.level()
  await close(second)
  writeFileSync(cursorPath(folder), '{"v":1,"epoch":')
  const third = await open(folder)
  await third.sell(102)
  await third.level()
  await expectAllOnce(broker, third.ledger)
})

test('a journal that was mended is told from its first entry; payments that are there stay single', async () => {
  const folder = emptyFolder()
  const first = await open(folder)
  await first.sell(1, 2, 3)
  await first.level()
  const { epoch } = first.ledger.journal
  await close(first)
  damage(folder)
  const second = await open(folder)
  expect(second.ledger.journal.epoch).not.toBe(epoch)
  await second.sell(4)
  await second.level()
  const nonces = (await streamed(broker)).flatMap(({ entry: { fact } }) =>
    fact.type === 'accepted' ? fact.payment.authorization.nonce : [],
  )
  expect(nonces).toEqual([1, 2, 3, 4].map(id))
  expect(second.restarts()).toBe(0)
})

/** Breaks the journal's last line, and its index with it. */
function damage(folder: string): void {
  rmSync(join(folder, 'journal', 'index.bin'))
  const path = segmentPath(join(folder, 'journal'), 1)
  const bytes = readFileSync(path)
  bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

/** Steps of a terminal's life beside a broker that comes and goes. */
const stepsArbitrary = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('sell' as const), count: fc.integer({ min: 1, max: 90 }) }),
    fc.record({ kind: fc.constant('kill' as const) }),
    fc.record({ kind: fc.constant('start' as const) }),
    fc.record({ kind: fc.constant('crash' as const), behind: fc.integer({ min: 0, max: 64 }) }),
  ),
  { minLength: 3, maxLength: 10 },
)

test('a broker that is killed at any moment, and a terminal too, lose and repeat nothing', async () => {
  await fc.assert(
    fc.asyncProperty(stepsArbitrary, async (steps) => {
      await Promise.all(kiosks.map(close))
      await broker.close()
      broker = await startBroker()
      const folder = emptyFolder()
      let kiosk = await open(folder)
      let isUp = true
      let sold = 0
      for (const step of steps) {
        if (step.kind === 'sell') {
          await kiosk.sell(...range(sold + 1, step.count))
          sold += step.count
        } else if (step.kind === 'kill') {
          await broker.kill()
          isUp = false
        } else if (step.kind === 'start') {
          if (!isUp) await broker.start()
          isUp = true
        } else {
          await close(kiosk)
          setBack(folder, step.behind)
          kiosk = await open(folder)
        }
      }
      if (!isUp) await broker.start()
      await kiosk.level()
      await expectAllOnce(broker, kiosk.ledger)
    }),
    { numRuns: 8, endOnFailure: true },
  )
}, 600_000)

/** As a crash leaves the cursor when a window was on its way. */
function setBack(folder: string, by: number): void {
  try {
    const cursor = cursorOf(folder)
    writeFileSync(cursorPath(folder), JSON.stringify({ ...cursor, seq: Math.max(0, cursor.seq - by) }))
  } catch {
    // Nothing was ever sent.
  }
}
