import { afterAll, beforeAll, describe } from 'vitest'
import { type CardSetup, cardContract, onReader } from '../../contract/card.contract.ts'
import type { ReaderSetup } from '../../contract/reader.contract.ts'
import { must } from '../../fakes/wires.ts'
import { NEO_READER, PN532_BOARD } from '../guest/devices.ts'
import { createGadget, type Gadget, type UsbDevice } from '../guest/gadget.ts'
import { plugHid, plugSerial } from '../guest/plug.ts'
import { startNeo, startPn532 } from '../guest/readers.ts'

/** The cards' contract on a reader that stays plugged in: this is about cards. */
function onOneReader(device: UsbDevice, start: (gadget: Gadget) => Promise<ReaderSetup>): void {
  let gadget: Gadget
  let setup: ReaderSetup
  beforeAll(async () => {
    gadget = await createGadget(device, 0)
    setup = await start(gadget)
  })
  afterAll(async () => {
    await setup.reader.close()
    await setup.unplug()
    await gadget.remove()
  })
  cardContract(async (): Promise<CardSetup> => ({ ...onReader(setup), close: async () => setup.remove() }))
}

describe('cards on a PN532 on ttyACM', () =>
  onOneReader(PN532_BOARD, async (gadget) => must(await startPn532(await plugSerial(gadget)))))
describe('cards on a NEO on hidraw', () =>
  onOneReader(NEO_READER, async (gadget) => must(await startNeo(await plugHid(gadget)))))
