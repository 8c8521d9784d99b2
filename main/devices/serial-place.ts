import { type FoundDevice, findSerialPorts } from '#drivers/finding/devices.ts'
import type { Place } from '#src/config/devices.ts'
import { fits } from './place.ts'

export interface PortAt {
  readonly path: string
  readonly usbPath?: string
}

/**
 * The serial ports that a named place may be. A path alone is taken as it is: it may be a port on the
 * board, of which the USB knows nothing.
 */
export async function portsAt(place: Place): Promise<PortAt[]> {
  const { path, serialNumber, usbPath } = place
  if (path !== undefined && serialNumber === undefined && usbPath === undefined) return [{ path }]
  return (await findSerialPorts()).filter((device) => fits(device, place))
}

/** The serial ports of this kind that were not given to another device by name. */
export async function freePorts(
  isKind: (device: FoundDevice) => boolean,
  taken: readonly Place[],
): Promise<PortAt[]> {
  const ports = await findSerialPorts()
  return ports.filter((device) => isKind(device) && !taken.some((place) => fits(device, place)))
}
