import { describe } from 'vitest'
import { emulateScanner, type ScannerSettings } from '#drivers/emulator/scanner.ts'
import { openHidPosScanner } from '#drivers/hid-pos/driver.ts'
import type { HidPosLayout } from '#drivers/hid-pos/layout.ts'
import { memoryReportLinks } from '#drivers/link/memory-reports.ts'
import { systemClock } from '#drivers/system-clock.ts'
import { type ScannerSetup, scannerContract } from './scanner.contract.ts'

async function hidPos(settings: ScannerSettings, known?: HidPosLayout): Promise<ScannerSetup> {
  const [near, far] = memoryReportLinks()
  return {
    scanner: openHidPosScanner(near, { clock: systemClock, layout: known }),
    device: emulateScanner(far, settings),
    symbology: settings.layout === 'aim' ? ']Q1' : undefined,
    unplug: () => far.close(),
  }
}

for (const layout of ['aim', 'plain'] as const) {
  describe(`HID POS scanner (${layout}) over memory`, () => scannerContract(() => hidPos({ layout }, layout)))
  describe(`HID POS scanner (${layout}) over memory, its layout guessed`, () =>
    scannerContract(() => hidPos({ layout })))
  describe(`HID POS scanner (${layout}) over memory, with a suffix`, () =>
    scannerContract(() => hidPos({ layout, suffix: '\r\n' }, layout)))
}
