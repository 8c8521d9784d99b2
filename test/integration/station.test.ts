import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { hexToBytes } from '@noble/hashes/utils.js'
import { expect, onTestFinished, test, vi } from 'vitest'
import { selectPaymentCard } from '#drivers/card/select.ts'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { emulatePn532 } from '#drivers/emulator/pn532.ts'
import { openPn532 } from '#drivers/pn532/driver.ts'
import { systemClock } from '#drivers/system-clock.ts'
import { attachTo } from '#main/devices/attach.ts'
import { createReaderService } from '#main/devices/reader.ts'
import { openLedger } from '#main/ledger/ledger.ts'
import { createSaleDesk } from '#main/sale/sale.ts'
import { createGate } from '#main/station/ride.ts'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { ok } from '#src/result.ts'
import { fakeClock } from '../fakes/clock.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { testKey } from '../fakes/payment.ts'
import { owedNothing, trusting } from '../fakes/trust.ts'
import { must, serialWire } from '../fakes/wires.ts'
import { TERMS } from '../main/sale/till.ts'

/** 27 November 2026, six in the morning, UTC. */
const SIX = Date.parse('2026-11-27T06:00:00Z')
const MINUTE = 60_000
const cardOf = (n: number) => emulateKeycardCash({ privateKey: hexToBytes(testKey(n).slice(2)) })
const nothing = () => undefined
/** InListPassiveTarget (NXP UM0701-02, section 7.3.5). */
const LOOK = Buffer.of(0xd4, 0x4a)

/** The terminal of a station on this journal: everything of main that a ride goes through, on a serial port. */
async function openTerminal(dir: string, clock: ReturnType<typeof fakeClock>) {
  const ledger = must(await openLedger(dir, { clock, randomBytes, log: nothing }))
  const wire = await serialWire()
  const chip = emulatePn532(wire.far, { clock: systemClock })
  const reader = createReaderService({
    attach: async () => attachTo(ok(wire.near), (link) => openPn532(link, { clock: systemClock }), 'PN532'),
    ...{ clock: systemClock, log: nothing, onState: nothing },
  })
  await vi.waitUntil(() => reader.state().kind === 'ready', { timeout: 10_000 })
  const around = { ledger, reader, clock, recover: recoverInJavaScript, selectCard: selectPaymentCard }
  const desk = createSaleDesk({
    ...{ ...around, terms: TERMS, transfers: null, takenBy: () => ok(undefined) },
    trust: trusting,
    debts: owedNothing,
    wallets: { shop: '', canScan: () => false, scans: { onScan: () => nothing } },
    ...{ onProgress: nothing, onNotice: nothing, onOffer: nothing, onStray: nothing, onIdleScan: nothing },
  })
  const gate = createGate({
    ...{ ...around, desk, randomBytes, terminalId: TERMS.terminalId, token: TERMS.asset, rates: null },
    ...{ paper: 'en', denied: { has: () => false }, isBusy: () => false },
    terms: {
      currency: TERMS.asset,
      sameRideMs: 5000,
      products: [],
      rules: {
        ...{ fare: 120n, cap: 300n, transferMinutes: 60 },
        day: { startMinutes: 240, utcOffset: () => 0 },
      },
    },
  })
  /** Resolves when the reader has looked for a card so many times more. */
  const looks = (count: number): Promise<void> =>
    new Promise((resolve) => {
      let left = count
      const stop = wire.far.onData((bytes) => {
        if (!Buffer.from(bytes).includes(LOOK)) return
        left -= 1
        if (left > 0) return
        stop()
        resolve()
      })
    })
  return {
    ledger,
    async tap(n: number): Promise<string> {
      const riding = gate.ride()
      // The card before has left, and the reader has seen so.
      await looks(2)
      chip.place(cardOf(n))
      const ride = must(await riding)
      chip.remove()
      return `${ride.reason} ${ride.paid}`
    },
    async stop() {
      await reader.stop()
      await ledger.close()
      await wire.unplug()
    },
  }
}

test('a morning at a gate: fares, a transfer and the cap, over a restart in between', async () => {
  const dir = join(emptyFolder(), 'journal')
  const clock = fakeClock(SIX)
  const morning = await openTerminal(dir, clock)
  expect(await morning.tap(1)).toBe('fare 120')
  expect(await morning.tap(2)).toBe('fare 120')
  await clock.advance(30 * MINUTE)
  expect(await morning.tap(1)).toBe('transfer 0')
  await clock.advance(2 * MINUTE)
  expect(await morning.tap(1)).toBe('fare 120')
  await morning.stop()

  await clock.advance(61 * MINUTE)
  const noon = await openTerminal(dir, clock)
  onTestFinished(noon.stop)
  expect(await noon.tap(1)).toBe('capped 60')
  await clock.advance(61 * MINUTE)
  expect(await noon.tap(1)).toBe('capped 0')
  expect(await noon.tap(2)).toBe('fare 120')
  await clock.advance(22 * 60 * MINUTE)
  expect(await noon.tap(1)).toBe('fare 120')
  // Five paid fares of two cards and the one of the next day; the free ones have no receipt.
  expect(noon.ledger.summary().lastReceiptNumber).toBe(6)
}, 60_000)
