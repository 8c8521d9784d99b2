import { existsSync } from 'node:fs'
import {
  mkdir,
  readdir,
  readFile,
  readlink,
  realpath,
  rmdir,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises'
import { basename, join } from 'node:path'
import { until } from '#simulator/until.ts'
import { slow } from './slowness.ts'

/** A virtual USB device: how it describes itself, and the one function it has. */
export interface UsbDevice {
  readonly vendorId: number
  readonly productId: number
  readonly manufacturer: string
  readonly product: string
  /** Cheap devices have none. */
  readonly serialNumber?: string
  readonly kind: keyof typeof KINDS
  /** Of the function, as configfs names them: `report_desc`, `report_length`, … */
  readonly attributes?: Readonly<Record<string, string | Uint8Array>>
}

/** A device of the guest's own making, and the socket of the virtual bus that is kept for it. */
export interface Gadget {
  /** Plugs it in; resolves with its two ends as soon as the kernel's driver has taken it. */
  plug(): Promise<Ends>
  /** Pulls it out, whatever is going on; nothing happens to one that is out already. */
  unplug(): Promise<void>
  /** Takes it out of the world. */
  remove(): Promise<void>
}

export interface Ends {
  /** Where a program opens the device: "/dev/ttyACM0". */
  readonly host: string
  /** Where the device's own firmware would sit: "/dev/ttyGS0". */
  readonly device: string
}

/** Per function of Linux's USB gadgets: which driver takes it, and how its device side is called. */
const KINDS = {
  acm: {
    driver: { folder: '/sys/class/tty', name: /^ttyACM\d+$/, at: '/dev' },
    deviceSide: async (folder: string) => `/dev/ttyGS${await text(join(folder, 'port_num'))}`,
  },
  hid: {
    driver: { folder: '/sys/class/hidraw', name: /^hidraw\d+$/, at: '/dev' },
    deviceSide: async (folder: string) =>
      `/dev/${basename(await readlink(`/sys/dev/char/${await text(join(folder, 'dev'))}`))}`,
  },
  printer: {
    driver: { folder: '/sys/class/usbmisc', name: /^lp\d+$/, at: '/dev/usb' },
    // It does not say which; the lab has one printer at a time.
    deviceSide: async () => `/dev/${(await readdir('/dev')).find((name) => /^g_printer\d+$/.test(name))}`,
  },
} as const

const GADGETS = '/sys/kernel/config/usb_gadget'
const ENGLISH = 'strings/0x409'
/** How long the kernel may take to find a device that was plugged in. */
const FOUND_WITHIN_MS = slow(2_000)

/** Makes a device for socket number `socket`; it is not plugged in yet. */
export async function createGadget(device: UsbDevice, socket: number): Promise<Gadget> {
  const folder = join(GADGETS, `socket${socket}`)
  const functionFolder = join(folder, 'functions', `${device.kind}.socket${socket}`)
  await describeSelf(folder, device)
  await mkdir(functionFolder)
  await writeAll(functionFolder, device.attributes ?? {})
  await mkdir(join(folder, 'configs/c.1'))
  await symlink(functionFolder, join(folder, 'configs/c.1/function'))

  const unplug = async () => {
    if ((await text(join(folder, 'UDC'))) !== '') await writeFile(join(folder, 'UDC'), '\n')
  }
  const { driver, deviceSide } = KINDS[device.kind]
  return {
    async plug() {
      await writeFile(join(folder, 'UDC'), `dummy_udc.${socket}`)
      const host = await until(`a driver for ${device.product}`, () => hostSide(driver, socket), {
        timeoutMs: FOUND_WITHIN_MS,
        everyMs: 20,
      })
      return { host, device: await deviceSide(functionFolder) }
    },
    unplug,
    async remove() {
      await unplug()
      await unlink(join(folder, 'configs/c.1/function'))
      for (const part of ['configs/c.1', functionFolder.slice(folder.length + 1), ENGLISH, ''])
        await rmdir(join(folder, part))
    },
  }
}

async function describeSelf(folder: string, device: UsbDevice): Promise<void> {
  await mkdir(folder)
  await writeAll(folder, { idVendor: hex(device.vendorId), idProduct: hex(device.productId) })
  await mkdir(join(folder, ENGLISH))
  const { manufacturer, product, serialNumber } = device
  const names = { manufacturer, product, ...(serialNumber !== undefined && { serialnumber: serialNumber }) }
  await writeAll(join(folder, ENGLISH), names)
}

async function writeAll(
  folder: string,
  values: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  for (const [name, value] of Object.entries(values)) await writeFile(join(folder, name), value)
}

const hex = (n: number): string => `0x${n.toString(16)}`
const text = async (file: string): Promise<string> => (await readFile(file, 'utf8')).trim()

interface Driver {
  /** The class in /sys that the driver's devices are in, how they are named there and where in /dev they lie. */
  readonly folder: string
  readonly name: RegExp
  readonly at: string
}

/** The path of the device that a driver made of what is plugged into a socket; undefined until it has. */
async function hostSide({ folder, name, at }: Driver, socket: number): Promise<string | undefined> {
  for (const found of await readdir(folder).catch((): string[] => [])) {
    if (!name.test(found)) continue
    const place = await realpath(join(folder, found)).catch(() => '')
    const path = join(at, found)
    if (place.includes(`/dummy_hcd.${socket}/`) && existsSync(path)) return path
  }
  return undefined
}
