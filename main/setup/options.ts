import {
  type FoundDevice,
  findHidDevices,
  findSerialPorts,
  findUsbPrinters,
  hasSmartCardReader,
} from '#drivers/finding/devices.ts'
import { SYSFS } from '#drivers/finding/usb.ts'
import {
  type DisplayConfig,
  displaySchema,
  type PrinterConfig,
  printerSchema,
  type ReaderConfig,
  readerSchema,
  type ScannerConfig,
  scannerSchema,
} from '#src/config/devices.ts'
import { labelOf } from '../devices/label.ts'
import { isNeoReader, isScanner, isSerialPrinter, mayBePn532 } from '../devices/recognise.ts'

/** What the configuration would say of one device. */
export type Named =
  | { readonly device: 'reader'; readonly config: ReaderConfig }
  | { readonly device: 'printer'; readonly config: PrinterConfig }
  | { readonly device: 'scanner'; readonly config: ScannerConfig }
  | { readonly device: 'display'; readonly config: DisplayConfig }

export type Possible = Named & {
  readonly id: string
  readonly what: string
  /** The socket that it takes. */
  readonly usbPath?: string
}

/** Needs no finding. */
export const STANDING: readonly Possible[] = [
  { device: 'scanner', id: 'keyboard', what: '', config: { wire: 'keyboard' } },
  { device: 'scanner', id: 'none', what: '', config: { wire: 'none' } },
]

export const SECOND_SCREEN: Possible = {
  ...{ device: 'display', id: 'screen', what: '' },
  config: { wire: 'screen' },
}

/**
 * All that may be one of our devices by what it says of itself, by the rules that the terminal itself looks by. Each
 * is named by its socket: it stays the same wherever the system numbers it.
 */
export async function possibleDevices(sysfs = SYSFS): Promise<Possible[]> {
  const [ports, hids, printers, hasSmartCards] = await Promise.all([
    findSerialPorts(sysfs),
    findHidDevices(sysfs),
    findUsbPrinters(sysfs),
    hasSmartCardReader(sysfs),
  ])
  return [
    ...hids.filter(isNeoReader).map((at) => reader('neo-hid', 'NEO reader', at)),
    ...ports.filter(mayBePn532).map((at) => reader('pn532', 'PN532 reader', at)),
    ...(hasSmartCards ? [PCSC] : []),
    ...printers.map((at) => printer('usb', at)),
    ...ports.filter(isSerialPrinter).map((at) => printer('serial', at)),
    ...hids.filter(isScanner).map(scanner),
    ...ports.filter((port) => !isSerialPrinter(port)).map(poleDisplay),
  ]
}

const PCSC: Possible = { device: 'reader', id: 'pcsc', what: 'PC/SC reader', config: { driver: 'pcsc' } }

const at = (kind: string, name: string, device: FoundDevice) => ({
  id: `${kind} ${device.usbPath}`,
  what: labelOf(name, device),
  usbPath: device.usbPath,
})

const reader = (driver: 'neo-hid' | 'pn532', name: string, device: FoundDevice): Possible => ({
  ...at(driver, name, device),
  device: 'reader',
  config: readerSchema.parse({ driver, usbPath: device.usbPath }),
})

const printer = (wire: 'usb' | 'serial', device: FoundDevice): Possible => ({
  ...at(wire, 'printer', device),
  device: 'printer',
  config: printerSchema.parse({ wire, usbPath: device.usbPath }),
})

const scanner = (device: FoundDevice): Possible => ({
  ...at('hid', 'scanner', device),
  device: 'scanner',
  config: scannerSchema.parse({ wire: 'hid', usbPath: device.usbPath }),
})

/** It says nothing of itself: any port that is not a printer's may be one's. */
const poleDisplay = (device: FoundDevice): Possible => ({
  ...at('pole', 'customer display', device),
  device: 'display',
  config: displaySchema.parse({ wire: 'serial', usbPath: device.usbPath }),
})
