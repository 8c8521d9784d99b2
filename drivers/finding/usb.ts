import { readdir, readFile, realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Where Linux describes its devices. Elsewhere there is no such folder, and nothing is found. */
export const SYSFS = '/sys'

/** What a device says of itself on the USB, and the socket it is plugged into. */
export interface UsbIdentity {
  readonly vendorId: number
  readonly productId: number
  /** Many cheap devices have none, or all the same one. */
  readonly serialNumber: string | undefined
  readonly manufacturer: string | undefined
  readonly product: string | undefined
  /** Socket and interface, such as "1-1.2:1.0": the same after every start and replugging. */
  readonly usbPath: string
}

/**
 * The USB device that a folder of /sys belongs to, found by walking up to the one that has an
 * `idVendor` (Linux, Documentation/ABI/testing/sysfs-bus-usb). Undefined for a device that is not on
 * the USB, or that was pulled out meanwhile.
 */
export async function usbIdentityOf(folder: string): Promise<UsbIdentity | undefined> {
  let at = await realpath(folder).catch(() => undefined)
  let usbPath: string | undefined
  while (at !== undefined && at !== dirname(at)) {
    if (/^\d+-[\d.]+:\d+\.\d+$/.test(basename(at))) usbPath = basename(at)
    const vendorId = await readNumber(join(at, 'idVendor'))
    if (vendorId !== undefined) return identityIn(at, vendorId, usbPath ?? basename(at))
    at = dirname(at)
  }
  return undefined
}

async function identityIn(
  folder: string,
  vendorId: number,
  usbPath: string,
): Promise<UsbIdentity | undefined> {
  const productId = await readNumber(join(folder, 'idProduct'))
  if (productId === undefined) return undefined
  const [serialNumber, manufacturer, product] = await Promise.all(
    ['serial', 'manufacturer', 'product'].map((name) => readText(join(folder, name))),
  )
  return { vendorId, productId, serialNumber, manufacturer, product, usbPath }
}

async function readText(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.trim() || undefined
}

async function readNumber(file: string): Promise<number | undefined> {
  const text = await readText(file)
  return text !== undefined && /^[0-9a-f]{4}$/i.test(text) ? Number.parseInt(text, 16) : undefined
}

/** Names in a folder of /sys, in the order of their numbers; none where there is no such folder. */
export async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((): string[] => [])
  return names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}
