import { describe, expect, it } from 'vitest'
import { isNeoReader, isScanner, isSerialPrinter, mayBePn532 } from '#main/devices/recognise.ts'

const device = (vendorId: number, productId: number, product?: string, manufacturer?: string) => ({
  ...{ vendorId, productId, product, manufacturer },
  path: '/dev/some',
  serialNumber: undefined,
  usbPath: '1-1:1.0',
})
const hid = (vendorId: number, ...pages: readonly (readonly [number, number])[]) => ({
  ...device(vendorId, 1),
  descriptor: new Uint8Array(),
  usages: pages.map(([page, usage]) => ({ page, usage })),
})

describe('a port that is asked for a PN532', () => {
  it.each([
    [0x1a86, 0x7523, 'USB Serial'],
    [0x10c4, 0xea60, 'CP2102 USB to UART Bridge Controller'],
    [0x0403, 0x6001, 'FT232R USB UART'],
  ])('%d:%d "%s" is a plain serial chip', (vendor, product, name) => {
    expect(mayBePn532(device(vendor, product, name))).toBe(true)
  })

  it.each([
    ['a receipt printer behind such a chip', device(0x1a86, 0x7523, 'Thermal Printer')],
    ['a pole display', device(0x10c4, 0xea60, 'VFD Customer Display')],
    ['a scale', device(0x0403, 0x6001, 'Scale CAS ER')],
    ['a printer by its maker', device(0x04b8, 0x0202, 'UB-U05')],
    ['a modem', device(0x12d1, 0x1001, 'HUAWEI Mobile')],
    ['an unknown chip', device(0x2341, 0x0043, 'Uno')],
    ['a debugger of a known chip maker', device(0x0403, 0x6015, 'JTAG adapter')],
  ])('%s is not', (_what, other) => {
    expect(mayBePn532(other)).toBe(false)
  })
})

it('a serial printer says so itself', () => {
  expect(isSerialPrinter(device(0x04b8, 0x0202))).toBe(true)
  expect(isSerialPrinter(device(0x1a86, 0x7523, 'POS Receipt'))).toBe(true)
  expect(isSerialPrinter(device(0x1a86, 0x7523, 'USB Serial'))).toBe(false)
})

it('a scanner is known by usage page 8C, usage 02', () => {
  expect(isScanner(hid(0x0c2e, [0x8c, 0x02], [0xff8c, 0x01]))).toBe(true)
  expect(isScanner(hid(0x0c2e, [0x01, 0x06]))).toBe(false)
})

it('a NEO reader is ID TECH’s and nothing that is announced otherwise', () => {
  expect(isNeoReader(hid(0x0acd, [0xff00, 0x01]))).toBe(true)
  // ID TECH's own scanner, its magnetic head as a keyboard, and somebody else's reader.
  expect(isNeoReader(hid(0x0acd, [0x8c, 0x02]))).toBe(false)
  expect(isNeoReader(hid(0x0acd, [0x01, 0x06]))).toBe(false)
  expect(isNeoReader(hid(0x04e6, [0xff00, 0x01]))).toBe(false)
})
