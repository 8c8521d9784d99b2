export interface Measured {
  readonly what: string
  readonly ms: number
}

export interface SuiteRow {
  readonly name: string
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly measured: Measured[]
  readonly failures: string[]
}

export interface LabReport {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly suites: SuiteRow[]
}

export function readReport(text: string, status: number | undefined): LabReport
export function printedReport(report: LabReport): string
export function readText(file: string): string
