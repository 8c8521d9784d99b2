import { z } from 'zod'

/**
 * Printers by maker and paper: drivers/escpos/profile.ts. `auto` asks the printer what it is; `drawn`
 * fits any.
 */
export const PRINTER_MODELS = [
  ...(['auto-80', 'auto-58', 'epson-80', 'epson-512', 'epson-58'] as const),
  ...(['bixolon-80', 'bixolon-512', 'bixolon-58', 'citizen-80', 'citizen-58'] as const),
  ...(['star-80', 'star-58', 'xprinter-80', 'xprinter-58'] as const),
  ...(['generic-80', 'generic-512', 'generic-58', 'drawn-80', 'drawn-512', 'drawn-58'] as const),
] as const

/**
 * Which of several devices is meant. All that is given must fit; nothing given means the first that
 * can only be this kind of device. `usbPath` is the socket it is plugged into, such as "1-1.2:1.0":
 * it tells two equal devices without a serial number apart, wherever the system numbers them.
 */
const place = {
  path: z.string().min(1).optional(),
  serialNumber: z.string().min(1).optional(),
  usbPath: z.string().min(1).optional(),
}
export type Place = z.output<z.ZodObject<typeof place>>

export const isNamed = ({ path, serialNumber, usbPath }: Place): boolean =>
  path !== undefined || serialNumber !== undefined || usbPath !== undefined

const UNNAMED = 'needs a path, a serialNumber or a usbPath'

const baudRate = z.int().positive().default(115_200)

export const readerSchema = z.discriminatedUnion('driver', [
  /** Whatever reader is found: ID TECH NEO on USB, PN532 behind a USB serial chip, then PC/SC. */
  z.strictObject({ driver: z.literal('auto') }),
  z.strictObject({ driver: z.literal('pn532'), ...place, baudRate }),
  z.strictObject({ driver: z.literal('neo-serial'), ...place, baudRate }).refine(isNamed, UNNAMED),
  z.strictObject({ driver: z.literal('neo-hid'), ...place }),
  /** `name`: part of the reader's name as the PC/SC service gives it. */
  z.strictObject({ driver: z.literal('pcsc'), name: z.string().min(1).optional() }),
])
export type ReaderConfig = z.output<typeof readerSchema>

const paper = {
  model: z.enum(PRINTER_MODELS).default('auto-80'),
  openDrawer: z.boolean().default(false),
}

export const printerSchema = z.discriminatedUnion('wire', [
  /** A printer of the USB printer class, or a serial port that names itself a printer's. */
  z.strictObject({ wire: z.literal('auto'), ...paper }),
  z.strictObject({
    wire: z.literal('serial'),
    ...place,
    baudRate,
    /** RTS and CTS wired to the printer's busy line. */
    rtscts: z.boolean().default(false),
    ...paper,
  }),
  z.strictObject({ wire: z.literal('usb'), ...place, ...paper }),
  z.strictObject({
    wire: z.literal('tcp'),
    host: z.string().min(1),
    port: z.int().min(1).max(65_535).default(9100),
    ...paper,
  }),
])
export type PrinterConfig = z.output<typeof printerSchema>

export const scannerSchema = z.discriminatedUnion('wire', [
  /** A HID scanner if there is one; none is no fault. */
  z.strictObject({ wire: z.literal('auto') }),
  z.strictObject({
    wire: z.literal('hid'),
    ...place,
    /** How its reports are laid out: with the AIM symbology identifier, or plain. */
    layout: z.enum(['auto', 'aim', 'plain']).default('auto'),
  }),
  /** It types what it reads, as a keyboard does. */
  z.strictObject({ wire: z.literal('keyboard') }),
  z.strictObject({ wire: z.literal('none') }),
])
export type ScannerConfig = z.output<typeof scannerSchema>

export const displaySchema = z.discriminatedUnion('wire', [
  z.strictObject({ wire: z.literal('none') }),
  /** A pole display of two lines with twenty letters each. */
  z
    .strictObject({ wire: z.literal('serial'), ...place, baudRate: z.int().positive().default(9600) })
    .refine(isNamed, UNNAMED),
  /** The second screen. */
  z.strictObject({ wire: z.literal('screen') }),
])
export type DisplayConfig = z.output<typeof displaySchema>

/** The devices around the terminal. Each is looked for by itself unless it is named. */
export const devicesSchema = z.strictObject({
  reader: readerSchema.default({ driver: 'auto' }),
  printer: printerSchema.prefault({ wire: 'auto' }),
  scanner: scannerSchema.default({ wire: 'auto' }),
  display: displaySchema.default({ wire: 'none' }),
})
export type DevicesConfig = z.output<typeof devicesSchema>
