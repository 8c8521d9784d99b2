import { SerialPort } from 'serialport'
import type { Link, OpenLink } from '#src/device/link.ts'
import { fail, ok } from '#src/result.ts'
import { createClosing } from './closing.ts'
import { createListeners } from './listeners.ts'
import { openFaultOf } from './open-fault.ts'

export interface SerialSettings {
  /** Bits a second; always 8 data bits, no parity, one stop bit. */
  readonly baudRate: number
  /** Flow control by the RTS and CTS wires. Default: none. */
  readonly rtscts?: boolean
}

/** How to open one serial port, again and again. `path` is the system's name for the port. */
export const openSerial =
  (path: string, { baudRate, rtscts = false }: SerialSettings): OpenLink =>
  () =>
    new Promise((resolve) => {
      const port = new SerialPort({ path, baudRate, rtscts, autoOpen: false })
      port.open((error) => {
        if (error) return resolve(fail(openFaultOf(error.message) ?? 'LINK_ABSENT', error.message))
        const link = linkOf(port)
        watchForHangUp(port, () => void shut(port))
        askForLowLatency(port, () => resolve(ok(link)))
      })
    })

/**
 * USB serial chips hold bytes back for up to 16 ms to fill a packet; Linux can ask the driver not
 * to. Ports without such a driver say no, which is no fault.
 */
function askForLowLatency(port: SerialPort, done: () => void): void {
  const wish = { dtr: true, rts: true, lowLatency: true }
  port.set(wish, done)
}

/**
 * The library takes a read without a byte for one to be made again, at once and for ever. A wire that
 * is pulled out between two waits reads like that, so its end is watched for beside the reads.
 * https://github.com/serialport/bindings-cpp/issues/162
 */
function watchForHangUp({ port: bound }: SerialPort, hungUp: () => void): void {
  if (!bound || !('poller' in bound)) return
  bound.poller.once('disconnect', hungUp)
}

function linkOf(port: SerialPort): Link {
  const closing = createClosing()
  const data = createListeners<Uint8Array>()
  port.on('data', (chunk: Buffer) => data.emit(plain(chunk)))
  port.on('close', () => closing.close())
  // A port that failed once is not trusted again: its owner opens a new one.
  port.on('error', () => void shut(port))
  return {
    write: (bytes) => write(port, bytes, closing.onClose),
    onData: (listener) => data.add(listener),
    onClose: (listener) => closing.onClose(listener),
    close: () => shut(port),
  }
}

/** Node's `Buffer` slices differently from the `Uint8Array` it claims to be: hand out the latter. */
const plain = (chunk: Buffer): Uint8Array => new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength)

function write(port: SerialPort, bytes: Uint8Array, onClose: Link['onClose']): ReturnType<Link['write']> {
  if (!port.isOpen) return Promise.resolve(fail('LINK_CLOSED'))
  return new Promise((resolve) => {
    // serialport may drop the callback of a write that the closing port interrupted.
    const stopListening = onClose(() => resolve(fail('LINK_CLOSED')))
    port.write(Buffer.from(bytes), (error) => {
      stopListening()
      resolve(error ? fail('LINK_CLOSED', error.message) : ok())
    })
  })
}

function shut(port: SerialPort): Promise<void> {
  if (port.closed || (!port.isOpen && !port.closing)) return Promise.resolve()
  return new Promise((resolve) => {
    port.once('close', () => resolve())
    if (!port.closing) port.close(() => resolve())
  })
}
