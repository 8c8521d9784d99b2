import { afterAll, beforeAll, describe, expect } from 'vitest'
import { emulatePrinter } from '#drivers/emulator/printer.ts'
import { openEscposPrinter } from '#drivers/escpos/driver.ts'
import { PRINTER_PROFILES } from '#drivers/escpos/profile.ts'
import { encodeReceipt } from '#drivers/escpos/receipt.ts'
import { systemClock } from '#drivers/system-clock.ts'
import type { PrinterFault } from '#src/device/printer.ts'
import { ok, type Result } from '#src/result.ts'
import { linkContract } from '../../contract/link.contract.ts'
import { type PrinterSetup, printerContract } from '../../contract/printer.contract.ts'
import { must } from '../../fakes/wires.ts'
import { PRINTER } from '../guest/devices.ts'
import { createGadget, type Gadget } from '../guest/gadget.ts'
import { plugPrinter, type Wire } from '../guest/plug.ts'
import { pullOut } from '../guest/pull-out.ts'
import { slowClock } from '../guest/slowness.ts'

let gadget: Gadget
beforeAll(async () => {
  gadget = await createGadget(PRINTER, 0)
})
afterAll(() => gadget.remove())

const plugIn = () => plugPrinter(gadget)
const profile = PRINTER_PROFILES['epson-80']

const job = (text: string): Uint8Array =>
  encodeReceipt(
    [{ kind: 'text', text, align: 'left', size: 'normal', bold: false }, { kind: 'cut' }],
    profile,
  )

async function open({ near, far, unplug }: Wire): Promise<Result<PrinterSetup, PrinterFault>> {
  const device = emulatePrinter(far, { clock: systemClock, columns: profile.columns })
  const printer = await openEscposPrinter(near, { clock: slowClock, profile })
  return printer.ok ? ok({ printer: printer.value, device, job, unplug }) : printer
}

describe('link on usblp', () => linkContract(plugIn))
describe('ESC/POS on usblp', () => printerContract(async () => must(await open(await plugIn()))))
describe('ESC/POS on usblp, pulled out', () =>
  pullOut<Wire, PrinterSetup>({
    plugIn,
    open,
    operations: {
      'the question for its state':
        async ({ printer }) =>
        () =>
          printer.status(),
      'a receipt':
        async ({ printer }) =>
        () =>
          printer.print(job('lost')),
      "the drawer's pulse":
        async ({ printer }) =>
        () =>
          printer.openDrawer(),
    },
    async works({ printer, device }) {
      expect(await printer.print(job('whole'))).toEqual(ok('printed'))
      expect(device.receipts.map(({ text }) => text.trim())).toEqual(['whole'])
    },
    close: ({ printer }) => printer.close(),
  }))
