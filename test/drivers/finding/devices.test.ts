import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  findHidDevices,
  findSerialPorts,
  findUsbPrinters,
  hasSmartCardReader,
} from '#drivers/finding/devices.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { fakeSysfs } from '../../fakes/sysfs.ts'

const CHIP = { vendorId: '1a86', productId: '7523' }

test('two equal chips without a serial number stay two: their sockets differ', async () => {
  const sysfs = fakeSysfs(emptyFolder())
  for (const [socket, name] of [
    ['1-1', 'ttyUSB1'],
    ['1-2', 'ttyUSB0'],
  ] as const)
    await sysfs.offer(await sysfs.plug({ socket, ...CHIP }), `${name}/tty`, 'tty', name)
  const ports = await findSerialPorts(sysfs.path)
  expect(ports.map(({ path, usbPath }) => [path, usbPath])).toEqual([
    ['/dev/ttyUSB0', '1-2:1.0'],
    ['/dev/ttyUSB1', '1-1:1.0'],
  ])
})

test('ports on the board and consoles are never among them', async () => {
  const sysfs = fakeSysfs(emptyFolder())
  for (const name of ['ttyS0', 'tty1', 'console']) await sysfs.board('tty', name)
  expect(await findSerialPorts(sysfs.path)).toEqual([])
})

test('printers of the USB printer class', async () => {
  const sysfs = fakeSysfs(emptyFolder())
  const folder = await sysfs.plug({ socket: '2-3', vendorId: '04b8', productId: '0e28' }, '07')
  await sysfs.offer(folder, 'usbmisc', 'usbmisc', 'lp0')
  await sysfs.offer(folder, 'usbmisc', 'usbmisc', 'hiddev0')
  expect(await findUsbPrinters(sysfs.path)).toMatchObject([
    { path: '/dev/usb/lp0', usbPath: '2-3:1.0', vendorId: 0x04b8 },
  ])
})

test('HID devices, with what their descriptors say', async () => {
  const sysfs = fakeSysfs(emptyFolder())
  const folder = await sysfs.plug({ socket: '1-4', vendorId: '0c2e', productId: '0b87' }, '03')
  const within = '0003:0C2E:0B87.0001/hidraw'
  await sysfs.offer(folder, within, 'hidraw', 'hidraw3')
  // Usage page 8C, usage 02, application collection, end.
  const descriptor = Uint8Array.of(0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01, 0xc0)
  await writeFile(join(folder, within, '..', 'report_descriptor'), descriptor)
  expect(await findHidDevices(sysfs.path)).toMatchObject([
    { path: '/dev/hidraw3', usbPath: '1-4:1.0', descriptor, usages: [{ page: 0x8c, usage: 0x02 }] },
  ])
})

test('a smart card reader is known by its interface class', async () => {
  const sysfs = fakeSysfs(emptyFolder())
  await sysfs.plug({ socket: '1-1', ...CHIP })
  expect(await hasSmartCardReader(sysfs.path)).toBe(false)
  await sysfs.plug({ socket: '1-2', vendorId: '072f', productId: '223b' }, '0b')
  expect(await hasSmartCardReader(sysfs.path)).toBe(true)
})

test('where there is no /sys nothing is found, and nothing fails', async () => {
  const nowhere = join(emptyFolder(), 'none')
  expect(await findSerialPorts(nowhere)).toEqual([])
  expect(await findUsbPrinters(nowhere)).toEqual([])
  expect(await findHidDevices(nowhere)).toEqual([])
  expect(await hasSmartCardReader(nowhere)).toBe(false)
})
