import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { Link, OpenLink } from '#src/device/link.ts'
import { fail, ok } from '#src/result.ts'
import { type Clock, pause } from '#src/time/clock.ts'
import { createClosing } from './closing.ts'
import { createListeners } from './listeners.ts'
import { openFaultOf } from './open-fault.ts'

export interface UsbPrinterSettings {
  readonly clock: Clock
}

/** While an answer is likely; USB itself asks a printer no more often than this. */
const QUICK_MS = 15
const SLOW_MS = 250
/** How long after the last byte in either direction an answer is likely. */
const LIVELY_MS = 3_000
/** A printer that is busy takes the next packet when it has printed a line or two. */
const HELD_BACK_MS = 5
/** The kernel's usblp takes no more at once. */
const WRITE_BYTES = 8_192
const READ_BYTES = 1_024

/**
 * How to open one printer of the USB printer class (Linux usblp: `/dev/usb/lp0`), again and again.
 * Nothing tells that such a file has something to read, so it is asked.
 */
export const openUsbPrinter =
  (path: string, { clock }: UsbPrinterSettings): OpenLink =>
  async () => {
    try {
      const file = await open(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY)
      return ok(linkOf(file, clock))
    } catch (error) {
      // usblp lets one program in at a time: EBUSY for a second.
      const errno = errnoOf(error)
      return fail(openFaultOf(errno) ?? 'LINK_ABSENT', errno)
    }
  }

const errnoOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)

function linkOf(file: FileHandle, clock: Clock): Link {
  const closing = createClosing()
  const data = createListeners<Uint8Array>()
  let shut: Promise<void> | undefined
  let lastWrite: ReturnType<Link['write']> = Promise.resolve(ok())

  const close = (): Promise<void> => {
    ears.stop()
    // Waits for a read or a write that is on its way; neither blocks.
    shut ??= file.close().catch(() => {})
    closing.close()
    return shut
  }
  const gone = (): void => void close()
  const ears = listen({ file, clock, hear: data.emit, gone })

  async function writeAll(bytes: Uint8Array): ReturnType<Link['write']> {
    let at = 0
    while (at < bytes.length) {
      if (closing.closed) return fail('LINK_CLOSED')
      const taken = await writeSome(file, bytes.subarray(at, at + WRITE_BYTES))
      if (taken === undefined) gone()
      else if (taken === 0) await untilLater()
      at += taken ?? 0
      ears.hurry()
    }
    return closing.closed ? fail('LINK_CLOSED') : ok()
  }

  /** A printer may hold back for hours; a closed link does not wait with it. */
  const untilLater = (): Promise<void> =>
    new Promise((resolve) => {
      const stop = closing.onClose(resolve)
      void pause(clock, HELD_BACK_MS).then(() => {
        stop()
        resolve()
      })
    })

  return {
    write(bytes) {
      const copy = bytes.slice()
      lastWrite = lastWrite.then(() => writeAll(copy))
      return lastWrite
    },
    onData: (listener) => data.add(listener),
    onClose: (listener) => closing.onClose(listener),
    close,
  }
}

/** How many bytes went: 0 when the printer holds back, undefined when it is gone. */
async function writeSome(file: FileHandle, bytes: Uint8Array): Promise<number | undefined> {
  try {
    return (await file.write(bytes, 0, bytes.length)).bytesWritten
  } catch (error) {
    return errnoOf(error) === 'EAGAIN' ? 0 : undefined
  }
}

interface Ears {
  /** An answer is likely now. */
  hurry(): void
  stop(): void
}

interface EarsParts {
  readonly file: FileHandle
  readonly clock: Clock
  readonly hear: (bytes: Uint8Array) => void
  readonly gone: () => void
}

function listen({ file, clock, hear, gone }: EarsParts): Ears {
  let livelyUntil = clock.now() + LIVELY_MS
  let reading = false
  let stopped = false
  let cancel = clock.after(QUICK_MS, () => void read())

  async function read(): Promise<void> {
    reading = true
    const heard = await readSome(file)
    reading = false
    if (stopped) return
    if (heard === 'gone') return gone()
    if (heard.length > 0) livelyUntil = clock.now() + LIVELY_MS
    cancel = clock.after(clock.now() < livelyUntil ? QUICK_MS : SLOW_MS, () => void read())
    if (heard.length > 0) hear(heard)
  }

  return {
    hurry() {
      const slow = clock.now() >= livelyUntil
      livelyUntil = clock.now() + LIVELY_MS
      if (!slow || reading || stopped) return
      cancel()
      cancel = clock.after(QUICK_MS, () => void read())
    },
    stop() {
      stopped = true
      cancel()
    },
  }
}

/** What the printer has said, which may be nothing. */
async function readSome(file: FileHandle): Promise<Uint8Array | 'gone'> {
  const buffer = new Uint8Array(READ_BYTES)
  try {
    const { bytesRead } = await file.read(buffer, 0, buffer.length)
    // An empty packet of the printer, or the end of a file that is no more: the latter has no name.
    if (bytesRead === 0 && (await file.stat()).nlink === 0) return 'gone'
    return buffer.subarray(0, bytesRead)
  } catch (error) {
    // EINVAL: a printer with no way back to us, which the driver above will call silent.
    return ['EAGAIN', 'EINVAL'].includes(errnoOf(error)) ? new Uint8Array() : 'gone'
  }
}
