import { describe, expect, it } from 'vitest'
import { devicesSchema } from '#src/config/devices.ts'
import { refusedPaths } from '../refused.ts'

describe('the devices of a configuration', () => {
  it('are all looked for when nothing is said of them', () => {
    expect(devicesSchema.parse({})).toEqual({
      reader: { driver: 'auto' },
      printer: { wire: 'auto', model: 'auto-80', openDrawer: false },
      scanner: { wire: 'auto' },
      display: { wire: 'none' },
    })
  })

  it('may be named by their port, their serial number or their socket', () => {
    const named = {
      reader: { driver: 'pn532', usbPath: '1-1.2' },
      printer: { wire: 'usb', serialNumber: 'J3KF001122', model: 'epson-58' },
      scanner: { wire: 'hid', serialNumber: '19231A', layout: 'aim' },
      display: { wire: 'serial', path: '/dev/ttyS1' },
    }
    expect(devicesSchema.parse(named)).toMatchObject({
      ...named,
      reader: { ...named.reader, baudRate: 115_200 },
      display: { ...named.display, baudRate: 9600 },
    })
  })

  it('may be on the network', () => {
    const { printer } = devicesSchema.parse({ printer: { wire: 'tcp', host: '192.168.1.50' } })
    expect(printer).toMatchObject({ host: '192.168.1.50', port: 9100 })
  })

  it.each<[string, string, object]>([
    ['a reader that nobody knows', 'reader.driver', { reader: { driver: 'crystal-ball' } }],
    ['a PC/SC reader at a port', 'reader', { reader: { driver: 'pcsc', path: '/dev/ttyUSB0' } }],
    ['a NEO reader on an unnamed port', 'reader', { reader: { driver: 'neo-serial' } }],
    ['a printer that nobody knows', 'printer.model', { printer: { wire: 'auto', model: 'quill' } }],
    [
      'a drawer that is neither open nor shut',
      'printer.openDrawer',
      { printer: { wire: 'auto', openDrawer: 1 } },
    ],
    ['a network printer without an address', 'printer.host', { printer: { wire: 'tcp' } }],
    ['a display on an unnamed port', 'display', { display: { wire: 'serial' } }],
    ['an empty port', 'reader.path', { reader: { driver: 'pn532', path: '' } }],
  ])('with %s are refused at "%s"', (_what, path, devices) => {
    expect(refusedPaths(devicesSchema, devices)).toEqual([path])
  })
})
