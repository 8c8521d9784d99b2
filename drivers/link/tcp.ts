import { connect, type Socket } from 'node:net'
import type { Link, OpenLink } from '#src/device/link.ts'
import { fail, ok } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { createClosing } from './closing.ts'
import { createListeners } from './listeners.ts'

export interface TcpSettings {
  /** A name or an address on the shop's own network. */
  readonly host: string
  /** Default: 9100, where receipt printers listen. */
  readonly port?: number
  readonly clock: Clock
}

const RAW_PRINTING_PORT = 9_100
/** A printer on the same network answers within milliseconds; a switched off one never. */
const CONNECT_LIMIT_MS = 3_000
/** Finds out that a quiet peer has lost power; whoever waits for an answer has a limit of his own. */
const KEEP_ALIVE_MS = 5_000

/** How to reach one printer over the network, again and again. */
export const openTcp =
  ({ host, port = RAW_PRINTING_PORT, clock }: TcpSettings): OpenLink =>
  () =>
    new Promise((resolve) => {
      const socket = connect({ host, port })
      const refuse = (detail: string): void => {
        stopTimer()
        socket.destroy()
        resolve(fail('LINK_ABSENT', detail))
      }
      const stopTimer = clock.after(CONNECT_LIMIT_MS, () => refuse(`no connection in ${CONNECT_LIMIT_MS} ms`))
      const onError = (error: Error): void => refuse(error.message)
      socket.once('error', onError)
      socket.once('connect', () => {
        stopTimer()
        const link = socketLink(socket)
        socket.off('error', onError)
        resolve(ok(link))
      })
    })

/** A socket that is connected, from either side. */
export function socketLink(socket: Socket): Link {
  const closing = createClosing()
  const data = createListeners<Uint8Array>()
  socket.setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_MS)
  socket.on('data', (chunk: Buffer) => data.emit(new Uint8Array(chunk)))
  // 'close' follows.
  socket.on('error', () => {})
  socket.on('close', () => closing.close())
  return {
    write: (bytes) => write(socket, bytes, closing.onClose),
    onData: (listener) => data.add(listener),
    onClose: (listener) => closing.onClose(listener),
    close: () => shut(socket, closing.onClose),
  }
}

function write(socket: Socket, bytes: Uint8Array, onClose: Link['onClose']): ReturnType<Link['write']> {
  if (!socket.writable) return Promise.resolve(fail('LINK_CLOSED'))
  return new Promise((resolve) => {
    const stopListening = onClose(() => resolve(fail('LINK_CLOSED')))
    socket.write(bytes.slice(), (error) => {
      stopListening()
      resolve(error ? fail('LINK_CLOSED', error.message) : ok())
    })
  })
}

function shut(socket: Socket, onClose: Link['onClose']): Promise<void> {
  socket.destroy()
  return new Promise((resolve) => {
    onClose(resolve)
  })
}
