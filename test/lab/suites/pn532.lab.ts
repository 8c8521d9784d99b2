import { afterAll, beforeAll, describe } from 'vitest'
import { linkContract } from '../../contract/link.contract.ts'
import { type ReaderSetup, readerContract } from '../../contract/reader.contract.ts'
import { must } from '../../fakes/wires.ts'
import { PN532_BOARD } from '../guest/devices.ts'
import { createGadget, type Gadget } from '../guest/gadget.ts'
import { plugSerial, type Wire } from '../guest/plug.ts'
import { pullOut } from '../guest/pull-out.ts'
import { readerOperations, readerWorks, startPn532 } from '../guest/readers.ts'
import { SLOWNESS } from '../guest/slowness.ts'

let gadget: Gadget
beforeAll(async () => {
  gadget = await createGadget(PN532_BOARD, 0)
})
afterAll(() => gadget.remove())

const ABILITIES = { tellsSeveral: true, tellsUid: true, tellsTransit: true, slowCards: true }
const plugIn = () => plugSerial(gadget)

describe('link on ttyACM', () => linkContract(plugIn))
describe('PN532 on ttyACM', () =>
  readerContract(async (options) => must(await startPn532(await plugIn(), options)), ABILITIES, SLOWNESS))
describe('PN532 on ttyACM, pulled out', () =>
  pullOut<Wire, ReaderSetup>({
    plugIn,
    open: startPn532,
    operations: readerOperations,
    works: readerWorks,
    close: ({ reader }) => reader.close(),
  }))
