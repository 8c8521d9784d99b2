import { PRINTER_PROFILES } from '#drivers/escpos/profile.ts'
import { openSerial } from '#drivers/link/serial.ts'
import type { Config } from '#src/config/schema.ts'
import type { DeviceStates } from '#src/ipc/contract.ts'
import type { Clock } from '#src/time/clock.ts'
import { createPrinterService, type PrinterService } from '../devices/printer.ts'
import { createReaderService, type ReaderService } from '../devices/reader.ts'

export interface Devices {
  readonly reader: ReaderService
  readonly printer: PrinterService
  states(): DeviceStates
  stop(): Promise<void>
}

/** Starts looking for the configured devices; each may be plugged in at any time. */
export function startDevices(
  { reader: readerPort, printer: printerPort }: Config['devices'],
  clock: Clock,
  onStates: (states: DeviceStates) => void,
): Devices {
  const states = (): DeviceStates => ({ reader: reader.state(), printer: printer.state() })
  const onState = () => onStates(states())
  const reader = createReaderService({ openLink: openSerial(readerPort.path, readerPort), clock, onState })
  const printer = createPrinterService({
    openLink: openSerial(printerPort.path, printerPort),
    profile: PRINTER_PROFILES[printerPort.model],
    openDrawer: printerPort.openDrawer,
    clock,
    onState,
  })
  return {
    reader,
    printer,
    states,
    async stop() {
      await Promise.all([reader.stop(), printer.stop()])
    },
  }
}
