import { createListeners } from '#drivers/link/listeners.ts'
import type { Link } from '#src/device/link.ts'
import type { ReportLink } from '#src/device/report-link.ts'
import { ok } from '#src/result.ts'
import type { Busy } from './account.ts'
import { preciseClock } from './precise-clock.ts'

/** Notes what was busy, and when. */
export type Note = (busy: Busy) => void

/** 115,200 baud: ten bits a byte, 86.8 µs. */
const BYTE_MS = 10_000 / 115_200
/** USB's interrupt endpoints of full speed: one report in each direction per frame. */
const REPORT_MS = 1

interface LaneParts<T> {
  readonly itemMs: number
  readonly note: Note
  /** Whatever is due by now, at least one. */
  readonly deliver: (items: T[]) => void
}

/**
 * One direction of a line: item by item, each at its own time. What is noted is the time that the
 * items take by the line's rate, not the moment in which the event loop came to deliver them.
 */
function createLane<T>({ itemMs, note, deliver }: LaneParts<T>): (items: Iterable<T>) => void {
  const waiting: { readonly item: T; readonly due: number }[] = []
  let freeAt = 0
  let running = false

  const next = () => {
    const [head] = waiting
    running = head !== undefined
    if (head) preciseClock.after(head.due - performance.now(), handOver)
  }
  const handOver = () => {
    const now = performance.now()
    const due = waiting.findIndex((one) => one.due > now)
    deliver(waiting.splice(0, due < 0 ? waiting.length : due).map((one) => one.item))
    next()
  }
  return (items) => {
    const from = Math.max(performance.now(), freeAt)
    freeAt = from
    for (const item of items) {
      freeAt += itemMs
      waiting.push({ item, due: freeAt })
    }
    note({ kind: 'line', from, to: freeAt })
    if (!running) next()
  }
}

/**
 * When the device was at work: from a command's last byte to each of its answers. It is noted as a
 * search; for exchanges the card's own time is known better (see `measure.ts`).
 */
function createWorkNote(note: Note) {
  let heardAt = 0
  return {
    heard: () => {
      heardAt = performance.now()
    },
    answered: () => note({ kind: 'search', from: heardAt, to: performance.now() }),
  }
}

/**
 * The device's end of a serial line at 115,200 baud: what the host wrote reaches the device byte by
 * byte, and so does the answer the host. Bytes go over one by one, as with a UART without a buffer.
 */
export function pacedLink(far: Link, note: Note): Link {
  const inbox = createListeners<Uint8Array>()
  const work = createWorkNote(note)
  const toDevice = createLane<number>({
    itemMs: BYTE_MS,
    note,
    deliver(bytes) {
      work.heard()
      inbox.emit(Uint8Array.from(bytes))
    },
  })
  const toHost = createLane<number>({
    itemMs: BYTE_MS,
    note,
    deliver: (bytes) => void far.write(Uint8Array.from(bytes)),
  })
  far.onData(toDevice)
  return {
    async write(bytes) {
      work.answered()
      toHost(bytes)
      return ok()
    },
    onData: (listener) => inbox.add(listener),
    onClose: far.onClose,
    close: far.close,
  }
}

/** The device's end of a HID line. A report is there a whole frame after it was sent, the longest that USB takes. */
export function pacedReports(far: ReportLink, note: Note): ReportLink {
  const inbox = createListeners<Uint8Array>()
  const work = createWorkNote(note)
  const toDevice = createLane<Uint8Array>({
    itemMs: REPORT_MS,
    note,
    deliver(reports) {
      for (const report of reports) {
        work.heard()
        inbox.emit(report)
      }
    },
  })
  const toHost = createLane<Uint8Array>({
    itemMs: REPORT_MS,
    note,
    deliver(reports) {
      for (const report of reports) void far.write(report)
    },
  })
  far.onReport((report) => toDevice([report]))
  return {
    async write(report) {
      work.answered()
      toHost([report])
      return ok()
    },
    onReport: (listener) => inbox.add(listener),
    onClose: far.onClose,
    close: far.close,
  }
}
