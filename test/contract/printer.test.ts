import { describe } from 'vitest'
import { emulatePrinter } from '#drivers/emulator/printer.ts'
import { openEscposPrinter } from '#drivers/escpos/driver.ts'
import { PRINTER_PROFILES } from '#drivers/escpos/profile.ts'
import { encodeReceipt } from '#drivers/escpos/receipt.ts'
import { systemClock } from '#drivers/system-clock.ts'
import { tcpWire, usbPrinterWire } from '../fakes/printer-wires.ts'
import { memoryWire, must, serialWire } from '../fakes/wires.ts'
import type { LinkPair } from './link.contract.ts'
import { type PrinterSetup, printerContract } from './printer.contract.ts'

const profile = PRINTER_PROFILES['epson-80']

const job = (text: string): Uint8Array =>
  encodeReceipt(
    [{ kind: 'text', text, align: 'left', size: 'normal', bold: false }, { kind: 'cut' }],
    profile,
  )

async function escpos({ near, far, unplug }: LinkPair): Promise<PrinterSetup> {
  const device = emulatePrinter(far, { clock: systemClock, columns: profile.columns })
  const printer = must(await openEscposPrinter(near, { clock: systemClock, profile }))
  return { printer, device, job, unplug }
}

describe('ESC/POS over memory', () => printerContract(async () => escpos(await memoryWire())))
describe('ESC/POS over memory, cut into single bytes', () =>
  printerContract(async () => escpos(await memoryWire(1))))
describe('ESC/POS over a serial port', () => printerContract(async () => escpos(await serialWire())))
describe('ESC/POS over TCP', () => printerContract(async () => escpos(await tcpWire())))
describe('ESC/POS over the file of a USB printer', () =>
  printerContract(async () => escpos(await usbPrinterWire())))
