import { afterAll, beforeAll, describe } from 'vitest'
import { type ReaderSetup, readerContract } from '../../contract/reader.contract.ts'
import { reportLinkContract } from '../../contract/report-link.contract.ts'
import { must } from '../../fakes/wires.ts'
import { NEO_READER } from '../guest/devices.ts'
import { createGadget, type Gadget } from '../guest/gadget.ts'
import { plugHid, type ReportWire } from '../guest/plug.ts'
import { pullOut } from '../guest/pull-out.ts'
import { readerOperations, readerWorks, startNeo } from '../guest/readers.ts'
import { SLOWNESS } from '../guest/slowness.ts'

let gadget: Gadget
beforeAll(async () => {
  gadget = await createGadget(NEO_READER, 0)
})
afterAll(() => gadget.remove())

const ABILITIES = { tellsSeveral: false, tellsUid: true, tellsTransit: true, slowCards: true }
const plugIn = () => plugHid(gadget)

describe('reports on hidraw', () => reportLinkContract(plugIn))
describe('NEO on hidraw', () =>
  readerContract(async (options) => must(await startNeo(await plugIn(), options)), ABILITIES, SLOWNESS))
describe('NEO on hidraw, pulled out', () =>
  pullOut<ReportWire, ReaderSetup>({
    plugIn,
    open: startNeo,
    operations: readerOperations,
    works: readerWorks,
    close: ({ reader }) => reader.close(),
  }))
