import type { PrintOutcome } from '#src/device/printer.ts'
import { waitingCount } from '#src/payment/summary.ts'
import type { Columns, ReceiptLine } from '#src/receipt/line.ts'
import type { Report } from '#src/report/layout.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { TakenBy } from '#src/staff/person.ts'
import type { ZReport } from '#src/till/report.ts'
import type { OpenShift } from '#src/till/shift.ts'
import type { Till } from '#src/till/till.ts'
import type { Clock } from '#src/time/clock.ts'
import type { PrinterService } from '../devices/printer.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Authorised, Staff } from '../staff/staff.ts'
import { pastReports } from './reports.ts'

/** The shift of the terminal, from its float to its Z report, and the drawer. */
export interface Shifts {
  state(): Till
  /** For a sale that is about to open: undefined where nobody signs in. */
  takenBy(): Result<TakenBy | undefined, 'STAFF_SIGN_IN_FIRST' | 'SHIFT_CLOSED'>
  open(float: bigint | null): Promise<Result<Till>>
  /** The report is on disk when it resolves; no printer has a say in it. */
  close(counted: bigint | null, approvalPin?: string): Promise<Result<ZReport>>
  /** Newest first. */
  reports(): Promise<ZReport[]>
  print(wanted: WantedReport): Promise<Result<PrintOutcome>>
  openDrawer(reason: string, approvalPin?: string): Promise<Result<undefined>>
}

export type WantedReport =
  | { readonly report: 'x' }
  | { readonly report: 'z'; readonly number: number; readonly copy: boolean }

export interface ShiftDeps {
  readonly ledger: Pick<Ledger, 'till' | 'summary' | 'record' | 'recordInTurn' | 'journal'>
  readonly staff: Pick<Staff, 'state' | 'authorise'>
  readonly printer: Pick<PrinterService, 'printLines' | 'openDrawer'>
  readonly layOut: (report: Report, columns: Columns) => readonly ReceiptLine[]
  /** A sale is open, or somebody signs. */
  readonly isSelling: () => boolean
  /** Whether cash is counted here. */
  readonly countsCash: boolean
  readonly version: string
  readonly clock: Clock
}

export function createShifts(deps: ShiftDeps): Shifts {
  const { ledger, staff, printer, clock } = deps
  /** From the decision to close until the report is on disk nothing is sold: it would be in no report. */
  let isClosing = false

  async function mayClose(shift: OpenShift, approvalPin?: string): Promise<Result<Authorised>> {
    const { signedIn } = staff.state()
    const own = signedIn?.id === shift.by.id
    const allowed = await staff.authorise(own ? 'sell' : 'close-any-shift', approvalPin)
    const isOthers = !own && !allowed.ok && allowed.error.code === 'STAFF_FORBIDDEN'
    return isOthers && approvalPin === undefined ? fail('SHIFT_OTHERS') : allowed
  }

  async function writeReport(who: Authorised, counted: bigint | null): Promise<Result<ZReport>> {
    let report: ZReport | undefined
    const written = await ledger.recordInTurn(() => {
      report = reportNow(deps, who, counted)
      return { type: 'shift-closed', report }
    })
    if (!written.ok) return written
    return report ? ok(report) : fail('INTERNAL')
  }

  return {
    state: ledger.till,
    takenBy() {
      const { required, signedIn } = staff.state()
      if (!required) return ok(undefined)
      const { shift } = ledger.till()
      if (!signedIn) return fail('STAFF_SIGN_IN_FIRST')
      if (!shift || isClosing) return fail('SHIFT_CLOSED')
      return ok({ person: { id: signedIn.id, name: signedIn.name }, shift: shift.number })
    },
    async open(float) {
      if (!staff.state().required) return fail('STAFF_SIGN_IN_FIRST')
      const allowed = await staff.authorise('sell')
      if (!allowed.ok) return allowed
      const { shift, lastShift } = ledger.till()
      if (shift || isClosing) return fail('SHIFT_OPEN')
      const counted = deps.countsCash ? float : null
      const opened = { number: lastShift + 1, by: allowed.value.by, float: counted }
      const written = await ledger.record({ type: 'shift-opened', shift: opened })
      return written.ok ? ok(ledger.till()) : written
    },
    async close(counted, approvalPin) {
      const { shift } = ledger.till()
      if (!shift || isClosing) return fail('SHIFT_CLOSED')
      const allowed = await mayClose(shift, approvalPin)
      if (!allowed.ok) return allowed
      // Asked for and forbidden in one: nothing is awaited in between.
      if (isClosing || ledger.till().shift?.number !== shift.number) return fail('SHIFT_CLOSED')
      if (deps.isSelling()) return fail('SALE_OPEN')
      isClosing = true
      try {
        return await writeReport(allowed.value, deps.countsCash ? counted : null)
      } finally {
        isClosing = false
      }
    },
    reports: () => pastReports(ledger),
    async print(wanted) {
      const allowed = await staff.authorise('sell')
      if (!allowed.ok) return allowed
      const report = await find(wanted)
      if (!report.ok) return report
      return printer.printLines((columns) => deps.layOut(report.value, columns))
    },
    async openDrawer(reason, approvalPin) {
      const allowed = await staff.authorise('open-drawer', approvalPin)
      if (!allowed.ok) return allowed
      const { by, approvedBy } = allowed.value
      const detail = approvedBy ? `${reason} (${approvedBy.id})` : reason
      const noted = await ledger.record({ type: 'noted', what: 'drawer-opened', by, detail })
      return noted.ok ? printer.openDrawer() : noted
    },
  }

  async function find(wanted: WantedReport): Promise<Result<Report, 'SHIFT_CLOSED' | 'REPORT_UNKNOWN'>> {
    if (wanted.report === 'x') {
      const { shift } = ledger.till()
      return shift ? ok({ kind: 'x', shift, printedAt: clock.now() }) : fail('SHIFT_CLOSED')
    }
    const { number, copy } = wanted
    const report = (await pastReports(ledger)).find((each) => each.number === number)
    return report ? ok({ kind: 'z', report, copy }) : fail('REPORT_UNKNOWN')
  }
}

/** Called in the turn of its own line: no fact is between what it adds up and the report. */
function reportNow(
  { ledger, clock, version }: ShiftDeps,
  { by, approvedBy }: Authorised,
  counted: bigint | null,
): ZReport {
  const { shift } = ledger.till()
  if (!shift) throw new Error('nobody else closes a shift')
  const summary = ledger.summary()
  const { seq, hash } = ledger.journal.mark()
  return {
    ...shift,
    closedAt: clock.now(),
    closedBy: by,
    ...(approvedBy ? { approvedBy } : {}),
    counted,
    unsettled: { count: waitingCount(summary), units: summary.waitingUnits },
    journal: { seq, hash: `0x${hash}` },
    version,
  }
}
