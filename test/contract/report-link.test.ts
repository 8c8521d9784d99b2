import { describe } from 'vitest'
import { memoryReportLinks } from '#drivers/link/memory-reports.ts'
import { type ReportLinkPair, reportLinkContract } from './report-link.contract.ts'

async function memory(): Promise<ReportLinkPair> {
  const [near, far] = memoryReportLinks()
  return { near, far, unplug: () => far.close() }
}

// A real `hidraw` device needs a kernel with HID devices: the hardware lab's guest has one.
describe('HID reports in memory', () => reportLinkContract(memory))
