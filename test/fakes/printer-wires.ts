import { createServer, type Server, type Socket } from 'node:net'
import { openPtyPair } from '#drivers/emulator/pty.ts'
import { openSerial } from '#drivers/link/serial.ts'
import { openTcp, socketLink } from '#drivers/link/tcp.ts'
import { openUsbPrinter } from '#drivers/link/usb-printer.ts'
import { systemClock as clock } from '#drivers/system-clock.ts'
import type { LinkPair } from '../contract/link.contract.ts'
import { must } from './wires.ts'

export interface Listener {
  readonly port: number
  /** The next caller. */
  readonly caller: Promise<Socket>
  close(): Promise<void>
}

/** Something on this machine that takes calls on a port of its own. */
export async function listenLocally(): Promise<Listener> {
  const server: Server = createServer()
  const caller = new Promise<Socket>((resolve) => server.once('connection', resolve))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    caller,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** A connection to a port of this machine. */
export async function tcpWire(): Promise<LinkPair> {
  const listener = await listenLocally()
  const near = must(await openTcp({ host: '127.0.0.1', port: listener.port, clock })())
  const socket = await listener.caller
  const far = socketLink(socket)
  return {
    near,
    far,
    async unplug() {
      socket.destroy()
      await listener.close()
    },
  }
}

/** The file of a USB printer, played by a pseudo terminal: both can be read and written without waiting. */
export async function usbPrinterWire(): Promise<LinkPair> {
  const pair = must(await openPtyPair())
  const near = must(await openUsbPrinter(pair.host, { clock })())
  const far = must(await openSerial(pair.device, { baudRate: 115_200 })())
  return { near, far, unplug: () => pair.close() }
}
