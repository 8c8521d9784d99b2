import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type HidUsage, topUsages } from './hid-usage.ts'
import { namesIn, SYSFS, type UsbIdentity, usbIdentityOf } from './usb.ts'

/** A device on the USB and the path under which this program can open it. */
export interface FoundDevice extends UsbIdentity {
  readonly path: string
}

export interface FoundHid extends FoundDevice {
  /** What it is for, one per top-level collection. */
  readonly usages: readonly HidUsage[]
  /** The whole report descriptor. */
  readonly descriptor: Uint8Array
}

/** Serial ports behind USB chips, `/dev/ttyUSB*` and `/dev/ttyACM*`. Those on the board are never probed. */
export const findSerialPorts = (sysfs = SYSFS): Promise<FoundDevice[]> =>
  find(join(sysfs, 'class/tty'), /^tty(USB|ACM)\d+$/, (name) => `/dev/${name}`)

/** Printers of the USB printer class, as Linux's usblp driver offers them. */
export const findUsbPrinters = (sysfs = SYSFS): Promise<FoundDevice[]> =>
  find(join(sysfs, 'class/usbmisc'), /^lp\d+$/, (name) => `/dev/usb/${name}`)

/** HID devices, with what their report descriptors say they are. */
export async function findHidDevices(sysfs = SYSFS): Promise<FoundHid[]> {
  const folder = join(sysfs, 'class/hidraw')
  const found = await find(folder, /^hidraw\d+$/, (name) => `/dev/${name}`)
  return Promise.all(
    found.map(async (device) => {
      const name = device.path.slice('/dev/'.length)
      const file = join(folder, name, 'device/report_descriptor')
      const descriptor = new Uint8Array(await readFile(file).catch(() => new Uint8Array()))
      return { ...device, descriptor, usages: topUsages(descriptor) }
    }),
  )
}

/** Whether a smart card reader is plugged in that PC/SC would serve: interface class 0B (USB CCID 1.1). */
export async function hasSmartCardReader(sysfs = SYSFS): Promise<boolean> {
  const folder = join(sysfs, 'bus/usb/devices')
  const classes = await Promise.all(
    (await namesIn(folder)).map((name) =>
      readFile(join(folder, name, 'bInterfaceClass'), 'utf8').catch(() => ''),
    ),
  )
  return classes.some((text) => text.trim() === '0b')
}

async function find(
  folder: string,
  wanted: RegExp,
  pathOf: (name: string) => string,
): Promise<FoundDevice[]> {
  const names = (await namesIn(folder)).filter((name) => wanted.test(name))
  const found = await Promise.all(
    names.map(async (name) => {
      const identity = await usbIdentityOf(join(folder, name))
      return identity ? [{ ...identity, path: pathOf(name) }] : []
    }),
  )
  return found.flat()
}
