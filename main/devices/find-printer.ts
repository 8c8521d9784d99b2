import { type EscposPrinter, openEscposPrinter } from '#drivers/escpos/driver.ts'
import type { PrinterProfile } from '#drivers/escpos/profile.ts'
import { type FoundDevice, findUsbPrinters } from '#drivers/finding/devices.ts'
import { openSerial, type SerialSettings } from '#drivers/link/serial.ts'
import { openTcp } from '#drivers/link/tcp.ts'
import { openUsbPrinter } from '#drivers/link/usb-printer.ts'
import type { PrinterConfig } from '#src/config/devices.ts'
import { isNamed, type Place } from '#src/config/devices.ts'
import type { OpenLink } from '#src/device/link.ts'
import type { Clock } from '#src/time/clock.ts'
import { attachTo } from './attach.ts'
import type { Candidate, Look } from './candidates.ts'
import { labelOf } from './label.ts'
import { fits } from './place.ts'
import { isSerialPrinter } from './recognise.ts'
import { freePorts, type PortAt, portsAt } from './serial-place.ts'
import { type DeviceWire, tapped } from './wire-log.ts'

export interface PrinterSearch {
  readonly config: PrinterConfig
  readonly profile: PrinterProfile
  /** The serial ports that the configuration gives to other devices. */
  readonly taken: readonly Place[]
  readonly clock: Clock
  /** Who listens to what runs over its wire. */
  readonly wire?: DeviceWire
}

/** The usual rate of serial printers that announce themselves. */
const AUTOMATIC: SerialSettings = { baudRate: 115_200 }

/** Where the configured printer may be. */
export function lookForPrinter(search: PrinterSearch): Look<EscposPrinter> {
  const { config, taken } = search
  switch (config.wire) {
    case 'auto':
      return async () => [
        ...(await usbPrinters(search, {})),
        ...(await freePorts(isSerialPrinter, taken)).map((port) => onSerial(search, port, AUTOMATIC)),
      ]
    case 'serial':
      return async () => {
        const ports = isNamed(config) ? await portsAt(config) : await freePorts(isSerialPrinter, taken)
        return ports.map((port) => onSerial(search, port, config))
      }
    case 'usb':
      return () => usbPrinters(search, config)
    case 'tcp':
      return async () => [
        candidate(search, openTcp({ ...config, clock: search.clock }), {
          path: `${config.host}:${config.port}`,
        }),
      ]
  }
}

const usbPrinters = async (search: PrinterSearch, place: Place): Promise<Candidate<EscposPrinter>[]> =>
  (await findUsbPrinters())
    .filter((device: FoundDevice) => fits(device, place))
    .map((device) => candidate(search, openUsbPrinter(device.path, search), device))

const onSerial = (
  search: PrinterSearch,
  port: PortAt,
  { baudRate, rtscts = false }: SerialSettings,
): Candidate<EscposPrinter> => candidate(search, openSerial(port.path, { baudRate, rtscts }), port)

const candidate = (
  { clock, profile, wire }: PrinterSearch,
  open: OpenLink,
  at: PortAt,
): Candidate<EscposPrinter> => ({
  ...at,
  attach: async () =>
    attachTo(
      tapped(await open(), wire),
      (link) => openEscposPrinter(link, { clock, profile }),
      labelOf('printer', at),
    ),
})
