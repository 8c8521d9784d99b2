import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { type Ledger, openLedger } from '#main/ledger/ledger.ts'
import type { Staff } from '#main/staff/staff.ts'
import { createShifts } from '#main/till/shifts.ts'
import type { PrintOutcome } from '#src/device/printer.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { SignedIn } from '#src/staff/person.ts'
import { may } from '#src/staff/rights.ts'
import { type FakeClock, fakeClock } from '../../fakes/clock.ts'
import { must } from '../../fakes/wires.ts'

export const aigul: SignedIn = { id: 'aigul', name: 'Айгүл', role: 'cashier' }
export const dana: SignedIn = { id: 'dana', name: 'Дана', role: 'cashier' }
export const marat: SignedIn = { id: 'marat', name: 'Марат', role: 'supervisor' }
export const MARATS_PIN = '0815'
export const VERSION = '0.2.0'

const personOf = ({ id, name }: SignedIn) => ({ id, name })

/** The shifts over the true ledger, in a folder; who stands there is set by hand. */
export async function openCounter(folder: string, clock: FakeClock = fakeClock()) {
  const ledger: Ledger = must(
    await openLedger(join(folder, 'journal'), { clock, randomBytes, log: () => undefined }),
  )
  const now = {
    signedIn: null as SignedIn | null,
    required: true,
    isSelling: false,
    printer: ok('printed') as Result<PrintOutcome, 'PRINTER_COVER_OPEN'>,
    countsCash: true,
  }
  const printed: string[] = []
  const staff: Pick<Staff, 'state' | 'authorise'> = {
    state: () => ({ required: now.required, signedIn: now.signedIn, lockedUntil: null }),
    async authorise(right, approvalPin) {
      if (!now.signedIn) return fail('STAFF_SIGN_IN_FIRST')
      const by = personOf(now.signedIn)
      if (may(now.signedIn.role, right)) return ok({ by })
      if (approvalPin === undefined) return fail('STAFF_FORBIDDEN')
      return approvalPin === MARATS_PIN ? ok({ by, approvedBy: personOf(marat) }) : fail('STAFF_PIN_WRONG')
    },
  }
  const shifts = createShifts({
    ...{ ledger, staff, clock, version: VERSION },
    printer: {
      async printLines(layOutFor) {
        if (now.printer.ok)
          printed.push(
            layOutFor(48)
              .flatMap((line) => (line.kind === 'text' ? [line.text] : []))
              .join(),
          )
        return now.printer
      },
      openDrawer: async () => (now.printer.ok ? ok() : now.printer),
    },
    layOut: (report) => {
      const name =
        report.kind === 'x' ? `x ${report.shift.number}` : `z ${report.report.number} ${report.copy}`
      return [{ kind: 'text', text: name, align: 'left', size: 'normal', bold: false }]
    },
    isSelling: () => now.isSelling,
    get countsCash() {
      return now.countsCash
    },
  })
  return { shifts, ledger, clock, now, printed }
}

export const codeOf = (result: Result<unknown, ErrorCode>): ErrorCode | undefined =>
  result.ok ? undefined : result.error.code
