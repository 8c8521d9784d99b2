import type { Pixels } from '#drivers/escpos/picture.ts'
import { PRINTER_PROFILES } from '#drivers/escpos/profile.ts'
import type { DevicesConfig } from '#src/config/devices.ts'
import { isNamed, type Place } from '#src/config/devices.ts'
import type { DisplayTerms } from '#src/display/lines.ts'
import type { DeviceStates } from '#src/ipc/contract.ts'
import type { Clock } from '#src/time/clock.ts'
import { attachFirst } from '../devices/candidates.ts'
import { createDisplayService, type DisplayService, NO_DISPLAY } from '../devices/display.ts'
import { lookForPoleDisplay } from '../devices/find-display.ts'
import { lookForPrinter } from '../devices/find-printer.ts'
import { lookForReader } from '../devices/find-reader.ts'
import { lookForScanner } from '../devices/find-scanner.ts'
import { createPrinterService, type PrinterService } from '../devices/printer.ts'
import { createReaderService, type ReaderService } from '../devices/reader.ts'
import { createScannerService, NO_SCANNER, type ScannerService } from '../devices/scanner.ts'
import { createScreenDisplay, type SecondScreen } from '../devices/screen-display.ts'
import type { WireLog } from '../devices/wire-log.ts'

export interface Devices {
  readonly reader: ReaderService
  readonly printer: PrinterService
  readonly scanner: ScannerService
  readonly display: DisplayService
  states(): DeviceStates
  stop(): Promise<void>
}

interface Around {
  readonly clock: Clock
  readonly onStates: (states: DeviceStates) => void
  readonly log: (message: string) => void
  readonly terms: DisplayTerms
  readonly secondScreen: SecondScreen
  readonly wires: WireLog
  /** For the head of receipts. */
  readonly logo?: Pixels | undefined
}

/** Starts looking for the configured devices; each may be plugged in at any time. */
export function startDevices(
  config: DevicesConfig,
  { clock, onStates, log, logo, wires, ...shown }: Around,
): Devices {
  const around = { clock, log, wires, onState: () => onStates(states()) }
  const [readerWire, printerWire] = [wires.of('reader'), wires.of('printer')]
  const reader = createReaderService({
    ...around,
    attach: readerWire.observe(
      attachFirst(
        lookForReader({ config: config.reader, taken: takenPorts(config), clock, wire: readerWire }),
      ),
      ({ firmware }) => (firmware === undefined ? [] : [['firmware', firmware]]),
    ),
  })
  const profile = PRINTER_PROFILES[config.printer.model]
  const printer = createPrinterService({
    ...around,
    attach: printerWire.observe(
      attachFirst(
        lookForPrinter({
          ...{ config: config.printer, profile, clock, wire: printerWire },
          taken: takenPorts(config),
        }),
      ),
      () => [],
    ),
    logo,
    openDrawer: config.printer.openDrawer,
    onNetwork: config.printer.wire === 'tcp',
  })
  const scanner = startScanner(config.scanner, around)
  const display = startDisplay(config.display, { ...around, ...shown })
  const all = { reader, printer, scanner, display }

  function states(): DeviceStates {
    return {
      reader: reader.state(),
      printer: printer.state(),
      scanner: scanner.state(),
      display: display.state(),
    }
  }

  return {
    ...all,
    states,
    async stop() {
      await Promise.all(Object.values(all).map((device) => device.stop()))
    },
  }
}

interface Service {
  readonly clock: Clock
  readonly log: (message: string) => void
  readonly wires: WireLog
  readonly onState: () => void
}

function startScanner(config: DevicesConfig['scanner'], around: Service): ScannerService {
  if (config.wire === 'none' || config.wire === 'keyboard') return NO_SCANNER
  const wire = around.wires.of('scanner')
  return createScannerService({
    ...around,
    attach: wire.observe(attachFirst(lookForScanner(config, around.clock, wire)), () => []),
    optional: config.wire === 'auto',
  })
}

function startDisplay(
  config: DevicesConfig['display'],
  around: Service & Pick<Around, 'terms' | 'secondScreen'>,
): DisplayService {
  if (config.wire === 'screen') return createScreenDisplay({ ...around, ...around.secondScreen })
  if (config.wire !== 'serial') return NO_DISPLAY
  const wire = around.wires.of('display')
  const attach = wire.observe(attachFirst(lookForPoleDisplay(config, wire)), () => [])
  return createDisplayService({ ...around, attach })
}

/** Ports that the configuration gives to some device: nobody else may ask there. */
const takenPorts = (config: DevicesConfig): readonly Place[] =>
  Object.values(config)
    .map((device: object): Place => device)
    .filter(isNamed)
