import { expect, it } from 'vitest'
import { fits } from '#main/devices/place.ts'
import { isNamed } from '#src/config/devices.ts'

const device = {
  path: '/dev/ttyUSB0',
  vendorId: 0x1a86,
  productId: 0x7523,
  serialNumber: '42',
  manufacturer: undefined,
  product: 'USB Serial',
  usbPath: '1-1.2:1.0',
}

it('nothing said fits every device, and names none', () => {
  expect(fits(device, {})).toBe(true)
  expect(isNamed({})).toBe(false)
})

it.each([
  [{ path: '/dev/ttyUSB0' }, true],
  [{ path: '/dev/ttyUSB1' }, false],
  [{ serialNumber: '42' }, true],
  [{ serialNumber: '4' }, false],
  [{ usbPath: '1-1.2:1.0' }, true],
  // The socket alone; "1-1" is another one.
  [{ usbPath: '1-1.2' }, true],
  [{ usbPath: '1-1' }, false],
  // All that is said must fit.
  [{ serialNumber: '42', usbPath: '1-1.3' }, false],
])('%j fits: %s', (place, expected) => {
  expect(fits(device, place)).toBe(expected)
  expect(isNamed(place)).toBe(true)
})
