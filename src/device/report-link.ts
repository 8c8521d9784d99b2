import type { Result } from '../result.ts'
import type { OpenFault } from './link.ts'

/**
 * A USB HID device, already open: whole reports in both directions, each with its report id as the
 * first byte (USB HID 1.11, section 5.6).
 */
export interface ReportLink {
  /** Resolves when the system has taken the report, not when the device has read it. */
  write(report: Uint8Array): Promise<Result<undefined, 'LINK_CLOSED'>>
  /** One call per input report. Returns the function that stops listening. */
  onReport(listener: (report: Uint8Array) => void): () => void
  /** Called once when the device is gone: pulled out, or closed by this program. */
  onClose(listener: () => void): () => void
  close(): Promise<void>
}

export type OpenReportLink = () => Promise<Result<ReportLink, OpenFault | 'HID_UNAVAILABLE'>>
