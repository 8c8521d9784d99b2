import { describe } from 'vitest'
import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import { emulateNeo } from '#drivers/emulator/neo.ts'
import { emulatePn532 } from '#drivers/emulator/pn532.ts'
import { memoryReportLinks } from '#drivers/link/memory-reports.ts'
import { openNeo } from '#drivers/neo/driver.ts'
import { neoOverHid } from '#drivers/neo/over-hid.ts'
import { openPn532 } from '#drivers/pn532/driver.ts'
import { systemClock } from '#drivers/system-clock.ts'
import { fail, ok } from '#src/result.ts'
import { memoryWire, must, serialWire } from '../fakes/wires.ts'
import { type CardSetup, cardContract, onReader } from './card.contract.ts'
import type { LinkPair } from './link.contract.ts'

const clock = systemClock

/** Cards in the air: no reader between them and the driver. */
async function inTheAir(): Promise<CardSetup> {
  let lying: EmulatedCard | undefined
  return {
    place(card) {
      lying = card
    },
    remove() {
      lying = undefined
    },
    async field() {
      const card = lying
      card?.activate?.()
      return {
        uid: card?.uid,
        transmit: async (apdu) => (card && card === lying ? ok(card.answer(apdu)) : fail('CARD_LEFT_EARLY')),
        release: async () => {},
      }
    },
    close: async () => {},
  }
}

async function pn532({ near, far, unplug }: LinkPair): Promise<CardSetup> {
  const chip = emulatePn532(far, { clock })
  const reader = must(await openPn532(near, { clock }))
  return onReader({ ...chip, reader, unplug })
}

async function neo({ near, far, unplug }: LinkPair): Promise<CardSetup> {
  const device = emulateNeo(far, { clock })
  const reader = must(await openNeo(near, { clock }))
  return onReader({ ...device, reader, unplug })
}

async function hidReports(): Promise<LinkPair> {
  const [near, far] = memoryReportLinks()
  return { near: neoOverHid(near), far: neoOverHid(far), unplug: () => far.close() }
}

describe('cards in the air', () => cardContract(inTheAir))
describe('cards on a PN532 over memory', () => cardContract(async () => pn532(await memoryWire())))
describe('cards on a PN532 over a serial port', () => cardContract(async () => pn532(await serialWire())))
describe('cards on a NEO over memory', () => cardContract(async () => neo(await memoryWire())))
describe('cards on a NEO over a serial port', () => cardContract(async () => neo(await serialWire())))
describe('cards on a NEO over HID reports in memory', () => cardContract(async () => neo(await hidReports())))
