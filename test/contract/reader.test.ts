import { describe } from 'vitest'
import { emulateNeo } from '#drivers/emulator/neo.ts'
import { emulatePn532 } from '#drivers/emulator/pn532.ts'
import { memoryReportLinks } from '#drivers/link/memory-reports.ts'
import { openNeo } from '#drivers/neo/driver.ts'
import { neoOverHid } from '#drivers/neo/over-hid.ts'
import { openPn532 } from '#drivers/pn532/driver.ts'
import { systemClock } from '#drivers/system-clock.ts'
import { memoryWire, must, serialWire } from '../fakes/wires.ts'
import type { LinkPair } from './link.contract.ts'
import { type ReaderOptions, type ReaderSetup, readerContract } from './reader.contract.ts'

const clock = systemClock

async function pn532({ near, far, unplug }: LinkPair, options: ReaderOptions): Promise<ReaderSetup> {
  const chip = emulatePn532(far, { clock, ...options })
  const reader = must(await openPn532(near, { clock }))
  return { ...chip, reader, unplug }
}

async function neo({ near, far, unplug }: LinkPair, options: ReaderOptions): Promise<ReaderSetup> {
  const device = emulateNeo(far, { clock, ...options })
  const reader = must(await openNeo(near, { clock }))
  return { ...device, reader, unplug }
}

async function hidReports(): Promise<LinkPair> {
  const [near, far] = memoryReportLinks()
  return { near: neoOverHid(near), far: neoOverHid(far), unplug: () => far.close() }
}

const PN532 = { tellsSeveral: true, tellsUid: true, looksAgain: true, tellsTransit: true, slowCards: true }
/** Nothing in ID TECH's guides shows a second card: a poll's answer has room for one. */
const NEO = { tellsSeveral: false, tellsUid: true, looksAgain: true, tellsTransit: true, slowCards: true }

describe('PN532 over memory', () => readerContract(async (o) => pn532(await memoryWire(), o), PN532))
describe('PN532 over memory, cut into single bytes', () =>
  readerContract(async (o) => pn532(await memoryWire(1), o), PN532))
describe('PN532 over a serial port', () => readerContract(async (o) => pn532(await serialWire(), o), PN532))

describe('NEO over memory', () => readerContract(async (o) => neo(await memoryWire(), o), NEO))
describe('NEO over memory, cut into single bytes', () =>
  readerContract(async (o) => neo(await memoryWire(1), o), NEO))
describe('NEO over a serial port', () => readerContract(async (o) => neo(await serialWire(), o), NEO))
// A real `hidraw` device needs a kernel with HID devices: the hardware lab's guest has one.
describe('NEO over HID reports in memory', () => readerContract(async (o) => neo(await hidReports(), o), NEO))
