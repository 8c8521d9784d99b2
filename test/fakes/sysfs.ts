import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export interface FakeUsbDevice {
  /** Socket, such as "1-1.2". */
  readonly socket: string
  readonly vendorId: string
  readonly productId: string
  readonly serial?: string
  readonly manufacturer?: string
  readonly product?: string
}

/** A folder laid out as Linux lays out /sys for devices on the USB. */
export interface FakeSysfs {
  readonly path: string
  /** Plugs in a device; returns the folder of its first interface. */
  plug(device: FakeUsbDevice, interfaceClass?: string): Promise<string>
  /** What a kernel driver offers for an interface: `/sys/class/KIND/NAME`. */
  offer(folder: string, within: string, kind: string, name: string): Promise<string>
  /** A port on the board, which hangs on no USB. */
  board(kind: string, name: string): Promise<void>
}

export function fakeSysfs(path: string): FakeSysfs {
  const write = async (file: string, content: string | Uint8Array) => {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content)
  }
  const link = async (target: string, at: string) => {
    await mkdir(dirname(at), { recursive: true })
    await symlink(target, at)
  }
  return {
    path,
    async plug({ socket, vendorId, productId, serial, manufacturer, product }, interfaceClass = 'ff') {
      const device = join(path, 'devices/pci0000:00/usb1', socket)
      const folder = join(device, `${socket}:1.0`)
      await write(join(device, 'idVendor'), `${vendorId}\n`)
      await write(join(device, 'idProduct'), `${productId}\n`)
      if (serial !== undefined) await write(join(device, 'serial'), `${serial}\n`)
      if (manufacturer !== undefined) await write(join(device, 'manufacturer'), `${manufacturer}\n`)
      if (product !== undefined) await write(join(device, 'product'), `${product}\n`)
      await write(join(folder, 'bInterfaceClass'), `${interfaceClass}\n`)
      await link(folder, join(path, 'bus/usb/devices', `${socket}:1.0`))
      return folder
    },
    async offer(folder, within, kind, name) {
      const at = join(folder, within, name)
      await mkdir(at, { recursive: true })
      await link(dirname(dirname(at)), join(at, 'device'))
      await link(at, join(path, 'class', kind, name))
      return at
    },
    async board(kind, name) {
      const at = join(path, 'devices/platform/serial8250', kind, name)
      await mkdir(at, { recursive: true })
      await link(at, join(path, 'class', kind, name))
    },
  }
}
