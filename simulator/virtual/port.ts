import { lstat, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { openPtyPair } from '#drivers/emulator/pty.ts'
import { openSerial } from '#drivers/link/serial.ts'
import type { Link } from '#src/device/link.ts'
import { CannotStart } from './running.ts'

/** A serial port for others to open at `path`, with the device's end in our hand. */
export interface Port {
  readonly path: string
  readonly link: Link
  close(): Promise<void>
}

/** `path` is as the person wrote it, from where they stand. */
export async function openPort(path: string): Promise<Port> {
  const host = resolve(process.env.INIT_CWD ?? process.cwd(), path)
  // socat would take away whatever is there.
  if (await lstat(host).catch(() => undefined)) throw new CannotStart(`${host} exists already.`)
  const dir = await mkdtemp(join(tmpdir(), 'tapsyr-virtual-'))
  const pair = await openPtyPair({ links: { host, device: join(dir, 'inside') } })
  if (!pair.ok) {
    await rm(dir, { recursive: true })
    throw new CannotStart(`The port ${host} cannot be made: ${reason(pair.error.detail)}`)
  }
  const link = await openSerial(pair.value.device, { baudRate: 115_200 })()
  if (!link.ok) throw new CannotStart(`The port's inner end cannot be opened: ${link.error.detail}`)
  return {
    path: host,
    link: link.value,
    async close() {
      await link.value.close()
      await pair.value.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** socat tells much; the last line that is an error is the one. */
function reason(log = ''): string {
  if (log.includes('ENOENT')) return 'socat is not installed.'
  return log.split('\n').findLast((line) => / E /.test(line)) ?? log.trim()
}
