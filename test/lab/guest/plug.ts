import { openHid } from '#drivers/link/hid.ts'
import { openSerial } from '#drivers/link/serial.ts'
import { openUsbPrinter } from '#drivers/link/usb-printer.ts'
import { systemClock } from '#drivers/system-clock.ts'
import type { Link } from '#src/device/link.ts'
import type { ReportLink } from '#src/device/report-link.ts'
import type { LinkPair } from '../../contract/link.contract.ts'
import type { ReportLinkPair } from '../../contract/report-link.contract.ts'
import { must } from '../../fakes/wires.ts'
import { openDeviceFile } from './device-file.ts'
import type { Gadget } from './gadget.ts'
import { type Pullable, watch } from './wire.ts'

/** A device that is plugged in: its own end, with a hand on it, and the path of the host's end. */
export interface Plugged extends Pullable {
  readonly far: Link
  readonly host: string
}

const RATE = { baudRate: 115_200 }

/** A serial device. What it hears before its own end is open waits in the kernel, as firmware that starts does. */
export const plugBoard = (gadget: Gadget): Promise<Plugged> =>
  plug(gadget, async (path) => must(await openSerial(path, RATE)()))

/** A HID device, of which each piece of data is a report, or a printer. */
export const plugFile = (gadget: Gadget): Promise<Plugged> => plug(gadget, openDeviceFile)

async function plug(gadget: Gadget, openFar: (path: string) => Promise<Link>): Promise<Plugged> {
  const ends = await gadget.plug()
  const far = await openFar(ends.device)
  const unplug = async () => {
    // Out of the bus first: what is at the other end shall learn it from the kernel and not from us.
    await gadget.unplug()
    await far.close()
  }
  return { ...watch(far), host: ends.host, unplug }
}

export type Wire = LinkPair & Pullable
export type ReportWire = ReportLinkPair & Pullable

/** A USB serial device with both ends open: `cdc_acm` on the host's side. */
export async function plugSerial(gadget: Gadget): Promise<Wire> {
  const board = await plugBoard(gadget)
  return { ...board, near: must(await openSerial(board.host, RATE)()) }
}

/** A printer of the USB printer class: `usblp`. */
export async function plugPrinter(gadget: Gadget): Promise<Wire> {
  const printer = await plugFile(gadget)
  return { ...printer, near: must(await openUsbPrinter(printer.host, { clock: systemClock })()) }
}

/** A HID device: `usbhid` and `hidraw`. */
export async function plugHid(gadget: Gadget): Promise<ReportWire> {
  const device = await plugFile(gadget)
  return { ...device, far: asReports(device.far), near: must(await openHid(device.host)()) }
}

export const asReports = ({ write, onData, onClose, close }: Link): ReportLink => ({
  write,
  onReport: onData,
  onClose,
  close,
})
