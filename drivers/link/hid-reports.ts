import type { ReportLink } from '#src/device/report-link.ts'
import { fail, ok } from '#src/result.ts'
import { createClosing } from './closing.ts'
import { createListeners } from './listeners.ts'

/** What is used of an open device of node-hid. */
export interface HidHandle {
  on(event: 'data', listener: (report: Uint8Array) => void): unknown
  on(event: 'error', listener: (error: unknown) => void): unknown
  write(report: Buffer): Promise<number>
  close(): Promise<void>
}

/** The port's promises on an open device. */
export function reportLinkOf(device: HidHandle): ReportLink {
  const closing = createClosing()
  const reports = createListeners<Uint8Array>()
  let shutting: Promise<void> | undefined

  const shut = (): Promise<void> => {
    // A device that is gone cannot be closed properly, and need not be.
    shutting ??= afterTick()
      .then(() => device.close())
      .catch(() => {})
    closing.close()
    return shutting
  }

  const write = (report: Uint8Array): ReturnType<ReportLink['write']> => {
    if (closing.closed) return Promise.resolve(fail('LINK_CLOSED'))
    return new Promise((resolve) => {
      // The kernel may hold a write for seconds; who pulls the device out must not wait for that.
      const stopListening = closing.onClose(() => resolve(fail('LINK_CLOSED')))
      device
        .write(Buffer.from(report))
        .then(
          () => resolve(ok()),
          (error: unknown) => {
            resolve(fail('LINK_CLOSED', String(error)))
            // A device that failed once is not trusted again: its owner opens it anew.
            void shut()
          },
        )
        .finally(stopListening)
    })
  }

  device.on('data', (report) => {
    // node-hid hands out a Buffer, which slices differently from the Uint8Array it claims to be.
    if (!closing.closed) reports.emit(Uint8Array.from(report))
  })
  device.on('error', () => void shut())
  return {
    write,
    onReport: (listener) => reports.add(listener),
    onClose: (listener) => closing.onClose(listener),
    close: shut,
  }
}

/**
 * node-hid begins to read a tick after its first listener has come, and throws where nobody can
 * catch it when the device is closed by then (3.4.0, HIDAsync.resume).
 */
const afterTick = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve))
