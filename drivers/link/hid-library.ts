import type { Device, HIDAsync } from 'node-hid'
import { fail, ok, type Result } from '#src/result.ts'

/** What is used of node-hid. */
export interface HidLibrary {
  readonly HIDAsync: { open(path: string): Promise<HIDAsync> }
  devicesAsync(): Promise<Device[]>
  /** Its first use loads the native part. */
  getHidapiVersion(): string
}

/**
 * Loads node-hid when a HID device is first wanted. Its native part needs libudev on Linux: a system
 * without it loses its HID devices and nothing else.
 */
export async function loadHidLibrary(
  load: () => Promise<HidLibrary> = () => import('node-hid'),
): Promise<Result<HidLibrary, 'HID_UNAVAILABLE'>> {
  try {
    const library = await load()
    library.getHidapiVersion()
    return ok(library)
  } catch (error) {
    return fail('HID_UNAVAILABLE', String(error))
  }
}
