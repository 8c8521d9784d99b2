import { HEADER, MAX_MESSAGE, messageLength } from './message.ts'

/**
 * Messages in USB HID reports of 64 bytes: an id, then 63 bytes of the message, the last report
 * filled up with zeros (NEO 2 Interface Developers Guide, section "USB HID").
 */

const REPORT_LENGTH = 64
const PART = REPORT_LENGTH - 1

/** What the ids mean. */
const Id = { whole: 1, first: 2, middle: 3, last: 4 } as const

/** One message as the reports that carry it; none for no message. */
export function splitIntoReports(message: Uint8Array): Uint8Array[] {
  const count = Math.ceil(message.length / PART)
  return Array.from({ length: count }, (_, i) => {
    const report = new Uint8Array(REPORT_LENGTH)
    report[0] = idOf(i, count)
    report.set(message.subarray(i * PART, (i + 1) * PART), 1)
    return report
  })
}

function idOf(index: number, count: number): number {
  if (count === 1) return Id.whole
  if (index === 0) return Id.first
  return index === count - 1 ? Id.last : Id.middle
}

export interface ReportAssembler {
  /** Takes one report; gives the message that it completes. */
  push(report: Uint8Array): Uint8Array | undefined
}

/**
 * Puts reports together again. The message's own length says where it ends; what is shorter than
 * that, or does not begin like a message, is dropped whole.
 */
export function createReportAssembler(): ReportAssembler {
  let parts: Uint8Array | undefined

  const finish = (): Uint8Array | undefined => {
    const message = parts && cutToLength(parts)
    parts = undefined
    return message
  }

  return {
    push(report) {
      const [id] = report
      const part = report.slice(1)
      if (id === Id.whole || id === Id.first) parts = part
      // A middle or an end without its beginning is left over from something else.
      else if ((id === Id.middle || id === Id.last) && parts && parts.length < MAX_MESSAGE)
        parts = Uint8Array.of(...parts, ...part)
      else parts = undefined
      return id === Id.whole || id === Id.last ? finish() : undefined
    },
  }
}

function cutToLength(bytes: Uint8Array): Uint8Array | undefined {
  const length = messageLength(bytes)
  if (length === undefined || length > bytes.length) return undefined
  return HEADER.every((byte, i) => byte === bytes[i]) ? bytes.slice(0, length) : undefined
}
