import { afterAll, beforeAll, describe } from 'vitest'
import { emulatePn532 } from '#drivers/emulator/pn532.ts'
import { openPn532 } from '#drivers/pn532/driver.ts'
import { systemClock } from '#drivers/system-clock.ts'
import type { ReaderFault } from '#src/device/reader.ts'
import { ok, type Result } from '#src/result.ts'
import { linkContract } from '../../contract/link.contract.ts'
import { type ReaderSetup, readerContract } from '../../contract/reader.contract.ts'
import { must } from '../../fakes/wires.ts'
import { acmWire } from '../guest/acm.ts'
import { createGadget, type Gadget } from '../guest/gadget.ts'
import { pullOut } from '../guest/pull-out.ts'
import { readerOperations, readerWorks } from '../guest/reader.ts'
import { slowClock } from '../guest/slowness.ts'
import type { Wire } from '../guest/wire.ts'

let gadget: Gadget
beforeAll(async () => {
  // A PN532 board behind a WCH CH9102, whose class is CDC-ACM.
  gadget = await createGadget(
    { kind: 'acm', vendorId: 0x1a86, productId: 0x55d4, manufacturer: 'Lab', product: 'USB Single Serial' },
    0,
  )
})
afterAll(() => gadget.remove())

const plugIn = () => acmWire(gadget)

async function open({ near, far, unplug }: Wire): Promise<Result<ReaderSetup, ReaderFault>> {
  const chip = emulatePn532(far, { clock: systemClock })
  const reader = await openPn532(near, { clock: slowClock })
  return reader.ok ? ok({ reader: reader.value, place: chip.place, remove: chip.remove, unplug }) : reader
}

describe('link on ttyACM', () => linkContract(plugIn))
describe('PN532 on ttyACM', () => readerContract(async () => must(await open(await plugIn()))))
describe('PN532 on ttyACM, pulled out', () =>
  pullOut({
    plugIn,
    open,
    operations: readerOperations,
    works: readerWorks,
    close: ({ reader }) => reader.close(),
  }))
