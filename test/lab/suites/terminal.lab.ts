import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { emulateNeo } from '#drivers/emulator/neo.ts'
import { emulatePn532 } from '#drivers/emulator/pn532.ts'
import { emulatePrinter } from '#drivers/emulator/printer.ts'
import { findSerialPorts } from '#drivers/finding/devices.ts'
import { neoOverHid } from '#drivers/neo/over-hid.ts'
import { systemClock } from '#drivers/system-clock.ts'
import { createWireLog } from '#main/devices/wire-log.ts'
import { type Devices, startDevices } from '#main/modules/devices.ts'
import { devicesSchema } from '#src/config/devices.ts'
import type { DeviceStates } from '#src/ipc/contract.ts'
import { NEO_READER, PN532_BOARD, PRINTER, SCANNER } from '../guest/devices.ts'
import { createGadget, type Gadget } from '../guest/gadget.ts'
import { asReports, type Plugged, plugBoard, plugFile } from '../guest/plug.ts'
import { slowClock } from '../guest/slowness.ts'
import { within } from '../guest/within.ts'

const clock = systemClock

/** Each device as it stands on a counter: plugged in, with its firmware running. */
const DEVICES = {
  'a PN532 reader': {
    is: 'reader',
    usb: PN532_BOARD,
    async plugIn(gadget: Gadget) {
      const plugged = await plugBoard(gadget)
      emulatePn532(plugged.far, { clock })
      return plugged
    },
  },
  'a NEO reader': {
    is: 'reader',
    usb: NEO_READER,
    async plugIn(gadget: Gadget) {
      const plugged = await plugFile(gadget)
      emulateNeo(neoOverHid(asReports(plugged.far)), { clock })
      return plugged
    },
  },
  'a printer': {
    is: 'printer',
    usb: PRINTER,
    async plugIn(gadget: Gadget) {
      const plugged = await plugFile(gadget)
      emulatePrinter(plugged.far, { clock, columns: 48 })
      return plugged
    },
  },
  'a scanner': { is: 'scanner', usb: SCANNER, plugIn: plugFile },
} as const

/** Nothing faces the customer here. */
const NO_DISPLAY = {
  terms: { shop: 'Lab', asset: { symbol: 'USDC', decimals: 6 }, language: 'en' },
  secondScreen: {
    watch: () => () => {},
    open: () => {
      throw new Error('no display is configured')
    },
  },
} as const

/** The terminal's own search and supervision, as main starts it. */
function start(config: object) {
  const lines: string[] = []
  const waiting = new Set<() => void>()
  const devices = startDevices(devicesSchema.parse(config), {
    clock: slowClock,
    wires: createWireLog(slowClock.now),
    log: (line) => lines.push(line),
    onStates: () => {
      for (const look of [...waiting]) look()
    },
    ...NO_DISPLAY,
  })
  /** Resolves when one of them is in this state. */
  const until = (is: keyof DeviceStates, kind: string) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (devices.states()[is].kind !== kind) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    })
  return { devices, lines, until }
}

let devices: Devices | undefined
const plugged: Plugged[] = []
afterEach(async () => {
  await devices?.stop()
  for (const device of plugged.splice(0)) await device.unplug()
})

describe.each(Object.entries(DEVICES))('a terminal that nobody configured, and %s', (_name, device) => {
  let gadget: Gadget
  beforeAll(async () => {
    gadget = await createGadget(device.usb, 0)
  })
  afterAll(() => gadget.remove())

  async function plugIn(): Promise<Plugged> {
    const one = await device.plugIn(gadget)
    plugged.push(one)
    return one
  }

  test('finds it, misses it, and finds it again', async (context) => {
    const terminal = start({})
    devices = terminal.devices
    for (let turn = 0; turn < 2; turn++) {
      const began = performance.now()
      const one = await plugIn()
      await terminal.until(device.is, 'ready')
      within(context, 'from plugged in to ready', began)
      const pulled = performance.now()
      await one.unplug()
      await terminal.until(device.is, device.is === 'scanner' ? 'unused' : 'fault')
      within(context, 'from pulled out to known as gone', pulled)
    }
  })
})

describe('a terminal with two equal readers', () => {
  let left: Gadget
  let right: Gadget
  beforeAll(async () => {
    left = await createGadget(PN532_BOARD, 0)
    right = await createGadget(PN532_BOARD, 1)
  })
  afterAll(async () => {
    await left.remove()
    await right.remove()
  })

  async function plugIn(gadget: Gadget): Promise<Plugged> {
    const board = await DEVICES['a PN532 reader'].plugIn(gadget)
    plugged.push(board)
    return board
  }

  /** The socket of a board, as a technician reads it off. */
  async function socketOf({ host }: Plugged): Promise<string> {
    const found = (await findSerialPorts()).find(({ path }) => path === host)
    if (!found) throw new Error(`no ${host}`)
    return found.usbPath
  }

  test('uses the one in the socket that it was given', async (context) => {
    const board = await plugIn(right)
    const usbPath = await socketOf(board)
    await board.unplug()
    // The other one comes first, and gets the name that this one had.
    const other = await plugIn(left)
    expect(other.host).toBe(board.host)
    const terminal = start({ reader: { driver: 'pn532', usbPath } })
    devices = terminal.devices
    await terminal.until('reader', 'fault')
    const began = performance.now()
    await plugIn(right)
    await terminal.until('reader', 'ready')
    within(context, 'from plugged in to ready', began)
    expect(terminal.lines.filter((line) => line.endsWith('attached'))).toEqual([
      expect.stringContaining(usbPath),
    ])
  })
})
