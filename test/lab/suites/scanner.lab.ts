import { afterAll, afterEach, beforeAll, describe, expect, type TestContext, test } from 'vitest'
import { emulateScanner } from '#drivers/emulator/scanner.ts'
import { openHidPosScanner } from '#drivers/hid-pos/driver.ts'
import type { Scan } from '#src/device/scanner.ts'
import { type ScannerSetup, scannerContract } from '../../contract/scanner.contract.ts'
import { SCANNER } from '../guest/devices.ts'
import { createGadget, type Gadget } from '../guest/gadget.ts'
import { plugHid } from '../guest/plug.ts'
import { slowClock } from '../guest/slowness.ts'
import { within } from '../guest/within.ts'

let gadget: Gadget
beforeAll(async () => {
  gadget = await createGadget(SCANNER, 0)
})
afterAll(() => gadget.remove())

interface PluggedScanner extends ScannerSetup {
  readonly device: ReturnType<typeof emulateScanner>
  /** Resolves when the scanner is gone, as its user sees it. */
  readonly gone: Promise<void>
}

async function plugIn(): Promise<PluggedScanner> {
  const { near, far, unplug } = await plugHid(gadget)
  return {
    scanner: openHidPosScanner(near, { clock: slowClock }),
    device: emulateScanner(far, { layout: 'aim' }),
    symbology: ']Q1',
    unplug,
    gone: new Promise((resolve) => near.onClose(resolve)),
  }
}

const nextScan = ({ scanner }: ScannerSetup): Promise<Scan> =>
  new Promise((resolve) => {
    const stop = scanner.onScan((scan) => {
      stop()
      resolve(scan)
    })
  })

describe('HID POS scanner on hidraw', () => scannerContract(plugIn))

describe('HID POS scanner on hidraw, pulled out', () => {
  let plugged: PluggedScanner | undefined
  afterEach(async () => {
    await plugged?.scanner.close()
    await plugged?.unplug()
  })

  async function readsWhole(context: TestContext): Promise<void> {
    const began = performance.now()
    plugged = await plugIn()
    const scan = nextScan(plugged)
    await plugged.device.read('whole')
    expect(await scan).toEqual({ text: 'whole', symbology: ']Q1' })
    within(context, 'from plugged in to the work done', began)
  }

  async function pull(context: TestContext, { unplug, gone }: PluggedScanner): Promise<void> {
    const start = performance.now()
    const unplugging = unplug()
    await gone
    within(context, 'from pulled out to the failure', start)
    await unplugging
  }

  test('in the middle of a code, and back', async (context) => {
    const first = await plugIn()
    plugged = first
    const heard: Scan[] = []
    first.scanner.onScan((scan) => heard.push(scan))
    // A first report of 56 bytes that says that there is more.
    const begun = nextScan(first)
    await first.device.read('before it')
    await begun
    await first.device.send(0x02, 56, 0x5d, 0x51, 0x31, ...new Array<number>(56).fill(0x41), 0x73, 0x00, 1)
    await pull(context, first)
    await first.scanner.close()
    await readsWhole(context)
    expect(heard.map(({ text }) => text)).toEqual(['before it'])
  })

  test('five times in a row', async (context) => {
    for (let turn = 0; turn < 5; turn++) {
      await readsWhole(context)
      if (plugged) await pull(context, plugged)
      await plugged?.scanner.close()
    }
  })
})
