import { join } from 'node:path'
import { expect, test } from 'vitest'
import { namesIn, usbIdentityOf } from '#drivers/finding/usb.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { fakeSysfs } from '../../fakes/sysfs.ts'

test('tells what a device says of itself, and its socket', async () => {
  const sysfs = fakeSysfs(emptyFolder())
  const folder = await sysfs.plug({
    socket: '1-1.2',
    vendorId: '1a86',
    productId: '7523',
    serial: '0042',
    manufacturer: 'QinHeng',
    product: 'USB Serial',
  })
  const port = await sysfs.offer(folder, 'ttyUSB0/tty', 'tty', 'ttyUSB0')
  expect(await usbIdentityOf(port)).toEqual({
    vendorId: 0x1a86,
    productId: 0x7523,
    serialNumber: '0042',
    manufacturer: 'QinHeng',
    product: 'USB Serial',
    usbPath: '1-1.2:1.0',
  })
})

test('a cheap device says little', async () => {
  const sysfs = fakeSysfs(emptyFolder())
  const folder = await sysfs.plug({ socket: '3-4', vendorId: '0ACD', productId: '3530' })
  expect(await usbIdentityOf(folder)).toEqual({
    vendorId: 0x0acd,
    productId: 0x3530,
    serialNumber: undefined,
    manufacturer: undefined,
    product: undefined,
    usbPath: '3-4:1.0',
  })
})

test('what hangs on no USB, or is gone, has none', async () => {
  const path = emptyFolder()
  await fakeSysfs(path).board('tty', 'ttyS0')
  expect(await usbIdentityOf(join(path, 'class/tty/ttyS0'))).toBeUndefined()
  expect(await usbIdentityOf(join(path, 'class/tty/ttyUSB7'))).toBeUndefined()
})

test('names come by their numbers, and none from a folder that is not there', async () => {
  const path = emptyFolder()
  const sysfs = fakeSysfs(path)
  for (const name of ['ttyUSB10', 'ttyUSB9', 'ttyACM0']) await sysfs.board('tty', name)
  expect(await namesIn(join(path, 'class/tty'))).toEqual(['ttyACM0', 'ttyUSB9', 'ttyUSB10'])
  expect(await namesIn(join(path, 'class/hidraw'))).toEqual([])
})
