import type { FoundDevice, FoundHid } from '#drivers/finding/devices.ts'

/** ID TECH (USB vendor list). */
const ID_TECH = 0x0acd

/** HID Point of Sale Usage Tables 1.02: page 8C, usage 02 is a bar code scanner. */
const isScannerUsage = ({ page, usage }: { page: number; usage: number }): boolean =>
  page === 0x8c && usage === 0x02

/** A scanner is known by what its report descriptor says it is, and by nothing else. */
export const isScanner = (device: FoundHid): boolean => device.usages.some(isScannerUsage)

/** ID TECH makes scanners and magnetic heads, too: those announce themselves, its NEO readers do not. */
export const isNeoReader = (device: FoundHid): boolean =>
  device.vendorId === ID_TECH && device.usages.every(({ page }) => page >= 0xff00)

/** USB serial chips that PN532 boards come with: vendor and product (USB vendor list). */
const SERIAL_CHIPS: ReadonlySet<string> = new Set([
  '1a86:7523', // WCH CH340
  '1a86:5523', // WCH CH341
  '1a86:55d3', // WCH CH343
  '1a86:55d4', // WCH CH9102
  '10c4:ea60', // Silicon Labs CP210x
  '0403:6001', // FTDI FT232R
  '0403:6015', // FTDI FT231X
  '067b:2303', // Prolific PL2303
  '067b:23a3', // Prolific PL2303GC
])

const hex = (n: number): string => n.toString(16).padStart(4, '0')
const chipOf = ({ vendorId, productId }: FoundDevice): string => `${hex(vendorId)}:${hex(productId)}`

/** Makers of receipt printers: Epson, Star, Bixolon, Citizen. */
const PRINTER_MAKERS: ReadonlySet<number> = new Set([0x04b8, 0x0519, 0x1504, 0x1d90])
const NAMES_A_PRINTER = /print|receipt|\bTM-|\bTSP|\bSRP/i
const NAMES_ANOTHER =
  /modem|gps|gnss|scale|display|\bLCD|\bVFD|scann|barcode|phone|drawer|fiscal|pinpad|terminal|arduino|debug|jtag/i

const nameOf = ({ manufacturer = '', product = '' }: FoundDevice): string => `${manufacturer} ${product}`

export const isSerialPrinter = (device: FoundDevice): boolean =>
  PRINTER_MAKERS.has(device.vendorId) || NAMES_A_PRINTER.test(nameOf(device))

/**
 * Whether a port may be asked if a PN532 is behind it: only a plain USB serial chip that does not
 * call itself something else. Everything else would take the question for print or commands.
 */
export const mayBePn532 = (device: FoundDevice): boolean =>
  SERIAL_CHIPS.has(chipOf(device)) && !isSerialPrinter(device) && !NAMES_ANOTHER.test(nameOf(device))
