import type { FoundDevice } from '#drivers/finding/devices.ts'
import type { Place } from '#src/config/devices.ts'

/** All that is given must fit. A socket may be given without its interface: "1-1.2" is all of "1-1.2:1.0". */
export const fits = (device: FoundDevice, { path, serialNumber, usbPath }: Place): boolean =>
  (path === undefined || device.path === path) &&
  (serialNumber === undefined || device.serialNumber === serialNumber) &&
  (usbPath === undefined || device.usbPath === usbPath || device.usbPath.startsWith(`${usbPath}:`))
