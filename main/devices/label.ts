import type { PortAt } from './serial-place.ts'

/** What a technician is told of a device: what it is, its port, its socket. */
export const labelOf = (name: string, { path, usbPath }: PortAt): string =>
  usbPath === undefined ? `${name} at ${path}` : `${name} at ${path}, USB ${usbPath}`
