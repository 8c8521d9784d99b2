import { openPtyPair } from '#drivers/emulator/pty.ts'
import { memoryLinks } from '#drivers/link/memory.ts'
import { openSerial } from '#drivers/link/serial.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { Result } from '#src/result.ts'
import type { LinkPair } from '../contract/link.contract.ts'

/** The value, or the end of the test. */
export function must<T>(result: Result<T, ErrorCode>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail}`)
  return result.value
}

export async function memoryWire(chunkSize?: number): Promise<LinkPair> {
  const [near, far] = memoryLinks(chunkSize === undefined ? {} : { chunkSize })
  return { near, far, unplug: () => near.close() }
}

/** Two serial ports joined by a pair of pseudo terminals. */
export async function serialWire(): Promise<LinkPair> {
  const pair = must(await openPtyPair())
  const near = must(await openSerial(pair.host, { baudRate: 115200 })())
  const far = must(await openSerial(pair.device, { baudRate: 115200 })())
  return { near, far, unplug: () => pair.close() }
}
