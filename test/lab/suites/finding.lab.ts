import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { findHidDevices, findSerialPorts, findUsbPrinters } from '#drivers/finding/devices.ts'
import { NEO_READER, PN532_BOARD, PRINTER, SCANNER } from '../guest/devices.ts'
import { createGadget, type Gadget } from '../guest/gadget.ts'

/** Two equal boards without a serial number, as a shop may have them. */
let left: Gadget
let right: Gadget
let neo: Gadget
let scanner: Gadget
let printer: Gadget
const all = () => [left, right, neo, scanner, printer]

beforeAll(async () => {
  left = await createGadget(PN532_BOARD, 0)
  right = await createGadget(PN532_BOARD, 1)
  neo = await createGadget(NEO_READER, 2)
  scanner = await createGadget(SCANNER, 3)
  printer = await createGadget(PRINTER, 4)
})
afterAll(async () => {
  for (const gadget of all()) await gadget.remove()
})

describe('finding devices', () => {
  afterEach(async () => {
    for (const gadget of all()) await gadget.unplug()
  })

  /** Each port's path by the socket that it is in. */
  const portsBySocket = async () =>
    new Map((await findSerialPorts()).map(({ usbPath, path }) => [usbPath, path]))

  test('tells what each says of itself', async () => {
    const paths = { neo: await neo.plug(), scanner: await scanner.plug(), printer: await printer.plug() }
    const board = await left.plug()
    const { vendorId, productId, manufacturer, product } = PN532_BOARD
    expect(await findSerialPorts()).toEqual([
      {
        ...{ vendorId, productId, manufacturer, product },
        serialNumber: undefined,
        path: board.host,
        usbPath: expect.stringMatching(/^\d+-1:1\.0$/),
      },
    ])
    expect(await findUsbPrinters()).toMatchObject([{ path: paths.printer.host, serialNumber: 'PRINTER-1' }])
    expect(await findHidDevices()).toMatchObject([
      { path: paths.neo.host, serialNumber: 'NEO-1', usages: [{ page: 0xff00, usage: 1 }] },
      { path: paths.scanner.host, serialNumber: 'SCANNER-1', usages: [{ page: 0x8c, usage: 2 }] },
    ])
  })

  test('keeps two equal devices apart, whichever comes first', async () => {
    const before = [await left.plug(), await right.plug()].map(({ host }) => host)
    const sockets = [...(await portsBySocket())]
    expect(sockets.map(([, path]) => path)).toEqual(before)
    expect(new Set(sockets.map(([usbPath]) => usbPath)).size).toBe(2)

    await left.unplug()
    await right.unplug()
    expect(await findSerialPorts()).toEqual([])
    const [second, first] = [await right.plug(), await left.plug()]
    const after = await portsBySocket()
    // The kernel numbers them in their new order; the sockets stay what they are.
    expect([second.host, first.host]).toEqual(before)
    expect(sockets.map(([usbPath]) => after.get(usbPath))).toEqual([first.host, second.host])
  })

  test('no longer finds one that was pulled out', async () => {
    await left.plug()
    const { host } = await right.plug()
    await left.unplug()
    expect((await findSerialPorts()).map(({ path }) => path)).toEqual([host])
  })
})
