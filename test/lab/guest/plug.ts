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

/*
 * Each plugs a device in and opens both of its ends, the device's own first: firmware runs before a
 * host finds it.
 */

export type Wire = LinkPair & Pullable
export type ReportWire = ReportLinkPair & Pullable

const RATE = { baudRate: 115_200 }

/** A USB serial device: `cdc_acm` on the host's side, `/dev/ttyGS*` on the device's. */
export async function plugSerial(gadget: Gadget): Promise<Wire> {
  const ends = await gadget.plug()
  const far = must(await openSerial(ends.device, RATE)())
  const near = must(await openSerial(ends.host, RATE)())
  return { ...watch(far), near, unplug: () => pull(gadget, far) }
}

/** A printer of the USB printer class: `usblp` on the host's side. */
export async function plugPrinter(gadget: Gadget): Promise<Wire> {
  const ends = await gadget.plug()
  const far = await openDeviceFile(ends.device)
  const near = must(await openUsbPrinter(ends.host, { clock: systemClock })())
  return { ...watch(far), near, unplug: () => pull(gadget, far) }
}

/** A HID device: `usbhid` and `hidraw` on the host's side. */
export async function plugHid(gadget: Gadget): Promise<ReportWire> {
  const ends = await gadget.plug()
  const watched = watch(await openDeviceFile(ends.device))
  const near = must(await openHid(ends.host)())
  return { ...watched, near, far: asReports(watched.far), unplug: () => pull(gadget, watched.far) }
}

/** Out of the bus first: what is at the other end shall learn it from the kernel and not from us. */
async function pull(gadget: Gadget, far: Link): Promise<void> {
  await gadget.unplug()
  await far.close()
}

const asReports = ({ write, onData, onClose, close }: Link): ReportLink => ({
  write,
  onReport: onData,
  onClose,
  close,
})
