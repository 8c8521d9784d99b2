import { randomBytes } from 'node:crypto'
import { hexToBytes } from '@noble/hashes/utils.js'
import { selectPaymentCard } from '#drivers/card/select.ts'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { createGate, type Gate, type RideDeps } from '#main/station/ride.ts'
import type { Ride } from '#src/ipc/station.ts'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import type { Result } from '#src/result.ts'
import { addressOfKey, testKey } from '../../fakes/payment.ts'
import { openTill, TERMS, type Till } from '../sale/till.ts'

export const cardOf = (n: number) => emulateKeycardCash({ privateKey: hexToBytes(testKey(n).slice(2)) })
export const addressOfCard = (n: number) => addressOfKey(testKey(n))

/** One dollar twenty, three dollars a day, an hour for a transfer, days from four to four in UTC. */
export const FARES: RideDeps['terms'] = {
  currency: TERMS.asset,
  rules: {
    fare: 1_200_000n,
    cap: 3_000_000n,
    transferMinutes: 60,
    day: { startMinutes: 240, utcOffset: () => 0 },
  },
  sameRideMs: 5000,
  products: [],
}

export interface GateTill extends Till {
  readonly gate: Gate
  /** The next tap: the card is held there once the gate waits, and taken away with its answer. */
  tap(n: number): Promise<Result<Ride>>
}

/** A gate over the true desk, ledger and driver; only the far end of the reader's wire is emulated. */
export async function openGate(change: Partial<RideDeps> = {}): Promise<GateTill> {
  const till = await openTill()
  const { ledger, desk, reader, clock, chip, looks } = till
  const gate = createGate({
    ...{ ledger, desk, reader, clock, randomBytes },
    selectCard: selectPaymentCard,
    recover: recoverInJavaScript,
    terminalId: TERMS.terminalId,
    denied: { has: () => false },
    terms: FARES,
    token: TERMS.asset,
    rates: null,
    paper: 'en',
    isBusy: () => false,
    ...change,
  })
  return {
    ...till,
    gate,
    async tap(n) {
      const riding = gate.ride()
      // The card before has left, and the reader has seen so.
      await looks(2)
      chip.place(cardOf(n))
      const ridden = await riding
      chip.remove()
      return ridden
    },
  }
}
