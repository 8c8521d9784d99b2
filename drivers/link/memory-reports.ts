import type { Link } from '#src/device/link.ts'
import type { ReportLink } from '#src/device/report-link.ts'
import { memoryLinks } from './memory.ts'

/**
 * Two ends of a HID device joined in memory: each report that one end writes arrives at the other
 * as one report, in order and never inside the call to `write`. Closing either end closes both.
 */
export function memoryReportLinks(): [ReportLink, ReportLink] {
  const [first, second] = memoryLinks()
  return [asReports(first), asReports(second)]
}

/** A memory link that cuts nothing keeps the bounds of what is written. */
const asReports = ({ write, onData, onClose, close }: Link): ReportLink => ({
  write,
  onReport: onData,
  onClose,
  close,
})
