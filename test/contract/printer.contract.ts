import { afterEach, expect, test } from 'vitest'
import type { EmulatedPrinter } from '#drivers/emulator/printer.ts'
import type { ReceiptPrinter } from '#src/device/printer.ts'
import { fail, ok } from '#src/result.ts'

export interface PrinterSetup {
  readonly printer: ReceiptPrinter
  readonly device: EmulatedPrinter
  /** A job that prints one receipt with this word on it. */
  job(word: string): Uint8Array
  unplug(): Promise<unknown>
}

/** What every `ReceiptPrinter` does, whatever it is made of. */
export function printerContract(make: () => Promise<PrinterSetup>): void {
  let setup: PrinterSetup | undefined
  const start = async () => {
    setup = await make()
    return setup
  }
  afterEach(async () => {
    await setup?.printer.close()
    await setup?.unplug()
  })
  const words = ({ receipts }: EmulatedPrinter) => receipts.map(({ text }) => text.trim())

  test('is ready and prints', async () => {
    const { printer, device, job } = await start()
    expect(await printer.status()).toEqual(ok({ nearEnd: false }))
    expect(await printer.print(job('one'))).toEqual(ok('printed'))
    expect(words(device)).toEqual(['one'])
  })

  test('does what is asked at the same time one after the other', async () => {
    const { printer, device, job } = await start()
    const results = await Promise.all([
      printer.print(job('one')),
      printer.print(job('two')),
      printer.status(),
    ])
    expect(results).toEqual([ok('printed'), ok('printed'), ok({ nearEnd: false })])
    expect(words(device)).toEqual(['one', 'two'])
  })

  test('says why it does not print, and prints when that is mended', async () => {
    const { printer, device, job } = await start()
    device.setPaper('out')
    expect(await printer.status()).toMatchObject(fail('PRINTER_PAPER_OUT'))
    expect(await printer.print(job('one'))).toMatchObject(fail('PRINTER_PAPER_OUT'))
    device.setPaper('ok')
    device.setCover(true)
    expect(await printer.print(job('one'))).toMatchObject(fail('PRINTER_COVER_OPEN'))
    device.setCover(false)
    expect(await printer.print(job('one'))).toEqual(ok('printed'))
    expect(words(device)).toEqual(['one'])
  })

  test('says that little paper is left', async () => {
    const { printer, device } = await start()
    device.setPaper('near-end')
    expect(await printer.status()).toEqual(ok({ nearEnd: true }))
  })

  test('prints as a picture what the printer has no letters for', async () => {
    const { printer, device, job } = await start()
    expect(await printer.print(job('100 ₸'))).toEqual(ok('printed'))
    expect(device.receipts[0]?.parts.map(({ kind }) => kind)).toEqual(['raster', 'blank'])
  })

  test('ends a job when the paper ends, and prints it whole on the new roll', async () => {
    const { printer, device, job } = await start()
    // Forty lines: three quarters of a second.
    const long = job(`${'line '.repeat(9)}- `.repeat(40))
    const begun = new Promise<void>((resolve) => device.onMotor(resolve))
    const printing = printer.print(long)
    await begun
    device.setPaper('out')
    expect(await printing).toMatchObject(fail('PRINTER_PAPER_OUT'))
    expect(await printer.status()).toMatchObject(fail('PRINTER_PAPER_OUT'))
    device.setPaper('ok')
    expect(await printer.print(long)).toEqual(ok('printed'))
    // One receipt: nothing that was left in the printer came out before it.
    expect(device.receipts).toHaveLength(1)
    expect(device.receipts[0]?.text.match(/line /g)?.length).toBeGreaterThanOrEqual(360)
    expect(device.receipts[0]?.text.match(/line /g)?.length).toBeLessThan(720)
  })

  test('is asked to try a cutter again that was stuck', async () => {
    const { printer, device, job } = await start()
    device.setFault(true)
    expect(await printer.print(job('one'))).toMatchObject(fail('PRINTER_FAULT'))
    device.setFault(false)
    expect(await printer.print(job('one'))).toEqual(ok('printed'))
    expect(words(device)).toEqual(['one'])
  })

  test('opens the drawer', async () => {
    const { printer, device } = await start()
    expect(await printer.openDrawer()).toEqual(ok())
    // The pulse stands in front of this answer in the printer's buffer.
    await printer.status()
    expect(device.drawerKicks).toBe(1)
  })

  test('says that the wire is gone, in the middle of a job too', async () => {
    const { printer, job, unplug } = await start()
    const printing = printer.print(job('one'))
    await unplug()
    expect(await printing).toMatchObject(fail('LINK_CLOSED'))
    expect(await printer.status()).toMatchObject(fail('LINK_CLOSED'))
  })
}
