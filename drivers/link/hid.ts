import { access, constants } from 'node:fs/promises'
import type { Device } from 'node-hid'
import type { OpenFault } from '#src/device/link.ts'
import type { OpenReportLink } from '#src/device/report-link.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { loadHidLibrary } from './hid-library.ts'
import { reportLinkOf } from './hid-reports.ts'
import { openFaultOf } from './open-fault.ts'

/** One HID device as the system lists it; a device with several usages is listed once for each. */
export interface HidDevice {
  /** The system's name for it, such as "/dev/hidraw0"; another one after each plugging in. */
  readonly path: string
  readonly vendorId: number
  readonly productId: number
  readonly serialNumber: string | undefined
  /** What it is for (USB HID Usage Tables): 8C is a bar code scanner, FF00 and above a maker's own. */
  readonly usagePage: number | undefined
  readonly usage: number | undefined
  readonly product: string | undefined
  readonly manufacturer: string | undefined
}

/** Every HID device that is plugged in, also those that this user may not open. */
export async function listHid(): Promise<Result<HidDevice[], 'HID_UNAVAILABLE'>> {
  const library = await loadHidLibrary()
  if (!library.ok) return library
  try {
    const devices = await library.value.devicesAsync()
    return ok(devices.flatMap(readDevice))
  } catch (error) {
    return fail('HID_UNAVAILABLE', String(error))
  }
}

/** A device without a path cannot be opened; an empty text says nothing. */
export const readDevice = (device: Device): HidDevice[] =>
  device.path
    ? [
        {
          path: device.path,
          vendorId: device.vendorId,
          productId: device.productId,
          serialNumber: device.serialNumber || undefined,
          usagePage: device.usagePage,
          usage: device.usage,
          product: device.product || undefined,
          manufacturer: device.manufacturer || undefined,
        },
      ]
    : []

/**
 * How to open one HID device, again and again. Its reports carry their id as the first byte; a
 * device that does not number its reports takes a zero there, and sends none.
 */
export const openHid =
  (path: string): OpenReportLink =>
  async () => {
    const library = await loadHidLibrary()
    if (!library.ok) return library
    try {
      return ok(reportLinkOf(await library.value.HIDAsync.open(path)))
    } catch (error) {
      return fail(openFaultOf(String(error)) ?? (await faultByAccess(path)), String(error))
    }
  }

/** Asks the file system what node-hid's message does not say. */
async function faultByAccess(path: string): Promise<OpenFault> {
  try {
    await access(path, constants.R_OK | constants.W_OK)
    return 'LINK_ABSENT'
  } catch (error) {
    return openFaultOf(String(error)) ?? 'LINK_ABSENT'
  }
}
