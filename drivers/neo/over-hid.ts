import type { Link } from '#src/device/link.ts'
import type { ReportLink } from '#src/device/report-link.ts'
import { ok } from '#src/result.ts'
import { createListeners } from '../link/listeners.ts'
import { createReportAssembler, splitIntoReports } from './hid-reports.ts'

/**
 * A HID device as the byte wire that the protocol wants. Each write must be one whole message; each
 * message arrives in one piece. It works for either end.
 */
export function neoOverHid(device: ReportLink): Link {
  const data = createListeners<Uint8Array>()
  const assembler = createReportAssembler()
  let tail: Promise<unknown> = Promise.resolve()

  device.onReport((report) => {
    const message = assembler.push(report)
    if (message) data.emit(message)
  })

  const writeAll = async (message: Uint8Array): ReturnType<Link['write']> => {
    for (const report of splitIntoReports(message)) {
      const written = await device.write(report)
      if (!written.ok) return written
    }
    return ok()
  }

  return {
    write(message) {
      // Reports of two messages must not come between each other; the caller may reuse its bytes.
      const own = message.slice()
      const turn = tail.then(() => writeAll(own))
      tail = turn
      return turn
    },
    onData: (listener) => data.add(listener),
    onClose: (listener) => device.onClose(listener),
    close: () => device.close(),
  }
}
