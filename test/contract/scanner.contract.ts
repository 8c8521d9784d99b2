import { afterEach, expect, test } from 'vitest'
import type { EmulatedScanner } from '#drivers/emulator/scanner.ts'
import type { Scan, Scanner } from '#src/device/scanner.ts'
import { USDC_ON_BASE } from '../vectors/qr.ts'

export interface ScannerSetup {
  readonly scanner: Scanner
  /** The far end: what stands on the counter. */
  readonly device: Pick<EmulatedScanner, 'read'>
  /** Says which code is a QR code; undefined in a layout that does not. */
  readonly symbology: string | undefined
  unplug(): Promise<unknown>
}

/** What every `Scanner` does, whatever it is made of. */
export function scannerContract(make: () => Promise<ScannerSetup>): void {
  let setup: ScannerSetup | undefined
  const start = async () => {
    setup = await make()
    return setup
  }
  afterEach(async () => {
    await setup?.scanner.close()
    await setup?.unplug()
  })

  /** So many codes, as they come. */
  const nextScans = (scanner: Scanner, count: number): Promise<Scan[]> =>
    new Promise((resolve) => {
      const scans: Scan[] = []
      const stop = scanner.onScan((scan) => {
        scans.push(scan)
        if (scans.length < count) return
        stop()
        resolve(scans)
      })
    })

  test('reads a wallet’s answer', async () => {
    const { scanner, device, symbology } = await start()
    const scans = nextScans(scanner, 1)
    await device.read(USDC_ON_BASE.answerText)
    expect(await scans).toEqual([{ text: USDC_ON_BASE.answerText, symbology }])
  })

  test('reads codes of every length, one after the other', async () => {
    const { scanner, device } = await start()
    const codes = [1, 55, 56, 57, 111, 112, 113, 168, 2953].map((length) =>
      'A1'.repeat(length).slice(0, length),
    )
    const scans = nextScans(scanner, codes.length)
    for (const code of codes) await device.read(code)
    expect((await scans).map(({ text }) => text)).toEqual(codes)
  })

  test('reads letters beyond ASCII', async () => {
    const { scanner, device } = await start()
    const scans = nextScans(scanner, 1)
    await device.read('Әже дүкені, 520 ₸')
    expect((await scans)[0]?.text).toBe('Әже дүкені, 520 ₸')
  })

  test('tells every listener, and none that has stopped', async () => {
    const { scanner, device } = await start()
    const heard: string[] = []
    const stop = scanner.onScan(() => heard.push('stopped'))
    scanner.onScan(({ text }) => heard.push(text))
    stop()
    const scans = nextScans(scanner, 2)
    await device.read('one')
    await device.read('two')
    await scans
    expect(heard).toEqual(['one', 'two'])
  })

  test('tells nothing once it is closed', async () => {
    const { scanner, device } = await start()
    const heard: string[] = []
    scanner.onScan(({ text }) => heard.push(text))
    await scanner.close()
    await device.read('late')
    expect(heard).toEqual([])
  })

  test('can be closed when it has been pulled out, and twice', async () => {
    const { scanner, unplug } = await start()
    await unplug()
    await scanner.close()
    await scanner.close()
  })
}
