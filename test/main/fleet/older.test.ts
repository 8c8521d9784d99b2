import { cpSync, rmSync } from 'node:fs'
import { jetstream } from '@nats-io/jetstream'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { outcomeSubject } from '#src/fleet/names.ts'
import type { Outcome } from '#src/fleet/outcome.ts'
import { tillItself } from '#src/staff/till-itself.ts'
import { id } from '../../fakes/accepted.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { type Broker, startBroker } from '../../support/nats.ts'
import { KIOSK, type Kiosk, openKiosk, streamed } from './kiosk.ts'

const PATIENCE = { timeout: 60_000, interval: 20 }
let broker: Broker

beforeEach(async () => {
  broker = await startBroker()
})
afterEach(() => broker.close())

async function open(folder: string, isSelling?: () => boolean): Promise<Kiosk> {
  const kiosk = await openKiosk({ folder, url: broker.url, ...(isSelling && { isSelling }) })
  onTestFinished(() => kiosk.stop().catch(() => undefined))
  return kiosk
}

async function tell(outcome: Outcome): Promise<void> {
  const connection = await broker.connect()
  await jetstream(connection).publish(outcomeSubject(KIOSK), JSON.stringify({ v: 1, outcome }))
  await connection.close()
}

/** A terminal that the fleet knows, and an image of its disk. */
async function imaged(): Promise<{ folder: string; image: string; ledgerId: string }> {
  const [folder, image] = [emptyFolder(), emptyFolder()]
  const first = await open(folder)
  await first.sell(1, 2)
  await first.level()
  const { ledgerId } = first.ledger.journal
  await first.stop()
  cpSync(folder, image, { recursive: true })
  return { folder, image, ledgerId }
}

/** Its ledger of before is not gone on with; every payment is there, and no receipt is given out twice. */
async function expectNewLedger(folder: string, ledgerId: string, lastReceipt: number): Promise<Kiosk> {
  const kiosk = await open(folder)
  expect(kiosk.ledger.journal.ledgerId).not.toBe(ledgerId)
  expect(kiosk.ledger.summary().lastReceiptNumber).toBe(lastReceipt)
  await kiosk.level()
  expect(kiosk.restarts()).toBe(0)
  return kiosk
}

test('a disk that was restored from an image begins a new ledger', async () => {
  const { folder, image, ledgerId } = await imaged()
  const second = await open(folder)
  await second.sell(3, 4, 5)
  await second.level()
  await second.stop()

  let isSelling = true
  const restored = await open(image, () => isSelling)
  await vi.waitFor(() => expect(restored.faults).toEqual(['FLEET_LEDGER_OLDER']), PATIENCE)
  await vi.waitFor(async () => {
    const [entry] = await restored.ledger.journal.since(restored.ledger.journal.seq() - 1, 1)
    expect(entry?.fact).toMatchObject({ type: 'noted', what: 'disk-older-than-fleet' })
  }, PATIENCE)
  // The sale that goes on ends first.
  expect(restored.restarts()).toBe(0)
  isSelling = false
  await vi.waitFor(() => expect(restored.restarts()).toBe(1), PATIENCE)
  expect((await streamed(broker)).length).toBe(6)
  await restored.stop()

  const anew = await expectNewLedger(image, ledgerId, 5)
  expect([1, 2].map((n) => anew.ledger.payment(id(n))?.state)).toEqual(['accepted', 'accepted'])
  expect(anew.ledger.summary().missing).toEqual([{ from: 3, to: 5 }])
  await anew.stop()
  const again = await open(image)
  await again.level()
  expect(again.ledger.journal.ledgerId).toBe(anew.ledger.journal.ledgerId)
})

test('what was voided behind the image is voided there too, and settled by nobody before', async () => {
  const { folder, image, ledgerId } = await imaged()
  const second = await open(folder)
  for (const n of [1, 99])
    await second.ledger.record({ type: 'voided', id: id(n), by: tillItself('gate-07'), cancellation: null })
  await second.sell(3)
  await second.level()
  await second.stop()

  await broker.stop()
  const restored = await open(image)
  expect([1, 2].map((n) => restored.fleet.isHeld(id(n)))).toEqual([true, true])
  await broker.start()
  await vi.waitFor(() => expect(restored.restarts()).toBe(1), PATIENCE)
  expect([1, 2].map((n) => restored.ledger.payment(id(n))?.state)).toEqual(['voided', 'accepted'])
  expect(restored.fleet.isHeld(id(2))).toBe(false)
  await restored.stop()
  const anew = await expectNewLedger(image, ledgerId, 3)
  expect([1, 2].map((n) => anew.ledger.payment(id(n))?.state)).toEqual(['voided', 'accepted'])
})

test('what became of its payments behind the image is heard again', async () => {
  const { folder, image, ledgerId } = await imaged()
  const second = await open(folder)
  const proof = { txHash: id(0x7a), blockHash: id(0xb10c), blockNumber: 7, logIndex: 1 }
  await tell({ type: 'confirmed', proofs: [{ id: id(1), proof }] })
  await tell({ type: 'settled', ids: [id(1)] })
  await vi.waitFor(() => expect(second.ledger.payment(id(1))?.state).toBe('settled'), PATIENCE)
  await second.level()
  await second.stop()

  const restored = await open(image)
  await vi.waitFor(() => expect(restored.restarts()).toBe(1), PATIENCE)
  await restored.stop()
  // Each of the two entries that the fleet has and the disk has not could have been a receipt.
  const anew = await expectNewLedger(image, ledgerId, 4)
  await vi.waitFor(() => expect(anew.ledger.payment(id(1))?.state).toBe('settled'), PATIENCE)
  expect(anew.ledger.payment(id(2))?.state).toBe('accepted')
})

test('one that has sold more than the fleet knows, but something else, does so too', async () => {
  const { folder, image, ledgerId } = await imaged()
  const second = await open(folder)
  await second.sell(3)
  await second.level()
  await second.stop()

  await broker.stop()
  const restored = await open(image)
  await restored.sell(103, 104, 105)
  await broker.start()
  await vi.waitFor(() => expect(restored.restarts()).toBe(1), PATIENCE)
  await restored.stop()
  const anew = await expectNewLedger(image, ledgerId, 105)
  expect([1, 2, 103, 104, 105].map((n) => anew.ledger.payment(id(n))?.state)).toEqual(
    Array(5).fill('accepted'),
  )
})

test('a disk without anything, and one whose cursor is lost, are no older disks', async () => {
  const { folder } = await imaged()
  rmSync(`${folder}/fleet-cursor.json`)
  const other = await open(folder)
  await other.level()
  await other.stop()
  const fresh = await open(emptyFolder())
  await fresh.level()
  expect(other.restarts() + fresh.restarts()).toBe(0)
})
