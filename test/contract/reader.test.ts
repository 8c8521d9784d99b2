import { describe } from 'vitest'
import { emulatePn532 } from '#drivers/emulator/pn532.ts'
import { openPn532 } from '#drivers/pn532/driver.ts'
import { systemClock } from '#drivers/system-clock.ts'
import { memoryWire, must, serialWire } from '../fakes/wires.ts'
import type { LinkPair } from './link.contract.ts'
import { type ReaderSetup, readerContract } from './reader.contract.ts'

async function pn532({ near, far, unplug }: LinkPair): Promise<ReaderSetup> {
  const chip = emulatePn532(far, { clock: systemClock })
  const reader = must(await openPn532(near, { clock: systemClock }))
  return { reader, place: chip.place, remove: chip.remove, unplug }
}

describe('PN532 over memory', () => readerContract(async () => pn532(await memoryWire())))
describe('PN532 over memory, cut into single bytes', () =>
  readerContract(async () => pn532(await memoryWire(1))))
describe('PN532 over a serial port', () => readerContract(async () => pn532(await serialWire())))
