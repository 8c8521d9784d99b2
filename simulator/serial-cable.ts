import { join } from 'node:path'
import { openPtyPair } from '#drivers/emulator/pty.ts'
import { openSerial } from '#drivers/link/serial.ts'
import type { Link } from '#src/device/link.ts'
import type { Result } from '#src/result.ts'

/** A serial cable with a device's end in our hand; the terminal opens the other by its path. */
export interface SerialCable {
  readonly path: string
  readonly link: Link
  close(): Promise<void>
}

/** Both ends get names that last: a terminal that was restarted finds its device at the same path. */
export async function laySerialCable(dir: string, name: string): Promise<SerialCable> {
  const links = { host: join(dir, name), device: join(dir, `${name}-inside`) }
  const pair = need(await openPtyPair({ links }), `a cable for the ${name}`)
  const link = need(await openSerial(pair.device, { baudRate: 115_200 })(), `the ${name}'s end of its cable`)
  return {
    path: pair.host,
    link,
    async close() {
      await link.close()
      await pair.close()
    },
  }
}

function need<T>(result: Result<T>, what: string): T {
  if (result.ok) return result.value
  throw new Error(
    `The simulator needs ${what}: ${result.error.detail ?? result.error.code} (is socat installed?)`,
  )
}
