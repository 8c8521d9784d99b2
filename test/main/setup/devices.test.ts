import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createSetupDevices } from '#main/setup/devices.ts'
import { type Named, possibleDevices } from '#main/setup/options.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { fakeSysfs } from '../../fakes/sysfs.ts'

const CH340 = { vendorId: '1a86', productId: '7523', product: 'USB Serial' }
const EPSON = { vendorId: '04b8', productId: '0202', product: 'TM-T20III' }

/** A terminal with these plugged in; who answers, a test says. */
function start(answer: (named: Named) => Result<string | null> = () => ok(null)) {
  const sysfs = fakeSysfs(emptyFolder())
  const tried: string[] = []
  let screen = false
  const devices = createSetupDevices({
    possible: () => possibleDevices(sysfs.path),
    async tryDevice(named) {
      tried.push(named.device)
      return answer(named)
    },
    hasSecondScreen: () => screen,
  })
  return {
    ...{ devices, sysfs, tried },
    plugScreen() {
      screen = true
    },
    async plugPort(socket: string, device: typeof CH340, name: string) {
      await sysfs.offer(await sysfs.plug({ socket, ...device }), '', 'tty', name)
    },
  }
}

const NOTHING = [
  { device: 'scanner', id: 'keyboard', what: '', state: 'untold', code: null },
  { device: 'scanner', id: 'none', what: '', state: 'untold', code: null },
]

describe('the devices that a new terminal shows', () => {
  it('are none where nothing is plugged in, but for what needs no finding', async () => {
    const { devices, plugScreen } = start()
    expect(await devices.look()).toEqual(NOTHING)
    plugScreen()
    expect(await devices.look()).toEqual([
      ...NOTHING,
      { device: 'display', id: 'screen', what: '', state: 'untold', code: null },
    ])
  })

  it('are tried out once while they are there, and anew where nothing answered', async () => {
    let isWired = false
    const { devices, plugPort, tried } = start(({ device }) =>
      device !== 'reader' ? ok(null) : isWired ? ok('PN532 reader at /dev/ttyUSB0') : fail('READER_SILENT'),
    )
    await plugPort('1-1', CH340, 'ttyUSB0')
    const silent = { device: 'reader', id: 'pn532 1-1:1.0', state: 'failed', code: 'READER_SILENT' }
    expect(await devices.look()).toMatchObject([silent, { device: 'display', id: 'pole 1-1:1.0' }, {}, {}])
    isWired = true
    const answering = {
      ...{ device: 'reader', id: 'pn532 1-1:1.0', what: 'PN532 reader at /dev/ttyUSB0' },
      ...{ state: 'answers', code: null },
    }
    // The port is the reader's now, and no display's.
    expect(await devices.look()).toEqual([answering, ...NOTHING])
    isWired = false
    expect(await devices.look()).toEqual([answering, ...NOTHING])
    expect(tried.filter((device) => device === 'reader')).toHaveLength(2)
  })

  it('are the same look for all who ask meanwhile', async () => {
    const { devices, plugPort, tried } = start()
    await plugPort('1-1', CH340, 'ttyUSB0')
    await Promise.all([devices.look(), devices.look()])
    expect(tried.filter((device) => device === 'reader')).toHaveLength(1)
  })

  it('are told apart by what they say of themselves', async () => {
    const { devices, sysfs, plugPort } = start()
    await plugPort('1-1', EPSON, 'ttyACM0')
    await sysfs.offer(
      await sysfs.plug({ socket: '1-2', vendorId: '0519', productId: '0003' }, '07'),
      '',
      'usbmisc',
      'lp0',
    )
    const neo = await sysfs.plug({ socket: '1-3', vendorId: '0acd', productId: '4440' }, '03')
    const hidraw = await sysfs.offer(neo, '0003:0ACD:4440.0001/hidraw', 'hidraw', 'hidraw0')
    await writeFile(
      join(hidraw, '../..', 'report_descriptor'),
      Uint8Array.of(0x06, 0x00, 0xff, 0x09, 0x01, 0xa1, 0x01, 0xc0),
    )
    await sysfs.plug({ socket: '1-4', vendorId: '072f', productId: '223e' }, '0b')
    expect((await devices.look()).map(({ device, id }) => `${device}: ${id}`)).toEqual([
      'reader: neo-hid 1-3:1.0',
      'reader: pcsc',
      'printer: usb 1-2:1.0',
      'printer: serial 1-1:1.0',
      'scanner: keyboard',
      'scanner: none',
    ])
  })
})

describe('what is chosen', () => {
  it('is named by its socket in the configuration', async () => {
    const { devices, plugPort } = start()
    await plugPort('1-1', CH340, 'ttyUSB0')
    await plugPort('1-2', CH340, 'ttyUSB1')
    await devices.look()
    expect(
      devices.configOf({ reader: 'pn532 1-2:1.0', scanner: 'keyboard', display: 'pole 1-1:1.0' }),
    ).toEqual({
      devices: {
        reader: { driver: 'pn532', usbPath: '1-2:1.0', baudRate: 115_200 },
        scanner: { wire: 'keyboard' },
        display: { wire: 'serial', usbPath: '1-1:1.0', baudRate: 9600 },
      },
      problems: [],
    })
  })

  it('was shown, or it is refused', () => {
    expect(start().devices.configOf({ reader: 'pn532 1-2:1.0', printer: undefined })).toMatchObject({
      devices: {},
      problems: [{ path: 'devices.reader', kind: 'choice' }],
    })
  })
})
