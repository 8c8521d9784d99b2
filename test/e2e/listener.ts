import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** A port that answers nobody and remembers everybody who came, by TCP or UDP. */
export interface Listener {
  readonly port: number
  heard(): readonly string[]
  close(): Promise<void>
}

export async function listenForAnybody(): Promise<Listener> {
  const heard: string[] = []
  const tcp = createServer((socket) => {
    heard.push('TCP')
    socket.destroy()
  })
  tcp.listen(0, '127.0.0.1')
  await once(tcp, 'listening')
  const address = tcp.address()
  if (address === null || typeof address === 'string') throw new Error('the listener has no port')
  const udp = createSocket('udp4', () => heard.push('UDP'))
  udp.bind(address.port, '127.0.0.1')
  await once(udp, 'listening')
  return {
    port: address.port,
    heard: () => heard,
    async close() {
      udp.close()
      tcp.close()
      await once(tcp, 'close')
    },
  }
}
