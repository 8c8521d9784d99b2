import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { createClosing } from '#drivers/link/closing.ts'
import { createListeners } from '#drivers/link/listeners.ts'
import { systemClock } from '#drivers/system-clock.ts'
import type { Link } from '#src/device/link.ts'
import { fail, ok } from '#src/result.ts'
import { pause } from '#src/time/clock.ts'

/** Nothing tells that a gadget's file has something to read: it is asked this often, in milliseconds. */
const EVERY_MS = 5
const READ_BYTES = 4_096

/**
 * The device's side of a HID or printer gadget (`/dev/hidg0`, `/dev/g_printer0`), where its firmware
 * would sit. What one read gives is told in one piece: of a HID gadget that is one report.
 */
export async function openDeviceFile(path: string): Promise<Link> {
  const file = await open(path, constants.O_RDWR | constants.O_NONBLOCK)
  const closing = createClosing()
  const data = createListeners<Uint8Array>()
  const listening = listen()
  let lastWrite: ReturnType<Link['write']> = Promise.resolve(ok())

  async function listen(): Promise<void> {
    while (!closing.closed) {
      const bytes = await readSome(file)
      if (closing.closed) return
      if (bytes === 'gone') return closing.close()
      if (bytes.length > 0) data.emit(bytes)
      else await pause(systemClock, EVERY_MS)
    }
  }

  async function writeAll(bytes: Uint8Array): ReturnType<Link['write']> {
    let at = 0
    while (at < bytes.length) {
      if (closing.closed) return fail('LINK_CLOSED')
      const taken = await writeSome(file, bytes.subarray(at))
      if (taken === 'gone') return fail('LINK_CLOSED')
      if (taken === 0) await pause(systemClock, EVERY_MS)
      at += taken
    }
    return ok()
  }

  return {
    write(bytes) {
      const copy = bytes.slice()
      lastWrite = lastWrite.then(() => writeAll(copy))
      return lastWrite
    },
    onData: (listener) => data.add(listener),
    onClose: (listener) => closing.onClose(listener),
    async close() {
      closing.close()
      await Promise.all([listening, lastWrite])
      await file.close().catch(() => {})
    },
  }
}

const isEmpty = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EAGAIN'

async function readSome(file: FileHandle): Promise<Uint8Array | 'gone'> {
  const buffer = new Uint8Array(READ_BYTES)
  try {
    const { bytesRead } = await file.read(buffer, 0, buffer.length)
    return buffer.slice(0, bytesRead)
  } catch (error) {
    return isEmpty(error) ? new Uint8Array() : 'gone'
  }
}

/** 0: the host has not taken the last piece yet. */
async function writeSome(file: FileHandle, bytes: Uint8Array): Promise<number | 'gone'> {
  try {
    return (await file.write(bytes, 0, bytes.length)).bytesWritten
  } catch (error) {
    return isEmpty(error) ? 0 : 'gone'
  }
}
