import { fail, ok, type Result } from '#src/result.ts'
import { makeStatusRequest, type PrinterStatus, readStatus, type StatusKind } from './protocol.ts'
import type { Session, SessionFault } from './session.ts'

/** DLE EOT is answered at once, whatever the printer is doing; a second is silence. */
const STATUS_LIMIT_MS = 1_000

/** Asks all four status bytes, one after the other: an answer does not say to which it belongs. */
export async function askStatus(session: Session): Promise<Result<PrinterStatus, SessionFault>> {
  const printer = await askByte(session, 1)
  if (!printer.ok) return printer
  const offline = await askByte(session, 2)
  if (!offline.ok) return offline
  const error = await askByte(session, 3)
  if (!error.ok) return error
  const paper = await askByte(session, 4)
  if (!paper.ok) return paper
  return ok(readStatus([printer.value, offline.value, error.value, paper.value]))
}

const askByte = (session: Session, kind: StatusKind): Promise<Result<number, SessionFault>> =>
  session.ask({
    bytes: makeStatusRequest(kind),
    take: (answer) => (answer.kind === 'status' ? answer.byte : undefined),
    limitMs: STATUS_LIMIT_MS,
  })

export type NotReady = 'PRINTER_PAPER_OUT' | 'PRINTER_COVER_OPEN' | 'PRINTER_OFFLINE' | 'PRINTER_FAULT'

/**
 * Why the printer would not print now, or ok. The cover comes first: with the cover open the paper
 * sensor often sees no paper, and closing the cover is all that is needed.
 */
export function readiness(status: PrinterStatus): Result<{ readonly nearEnd: boolean }, NotReady> {
  if (status.coverOpen) return fail('PRINTER_COVER_OPEN')
  if (status.paperEnd) return fail('PRINTER_PAPER_OUT')
  if (status.error) return fail('PRINTER_FAULT', 'error bit in the status')
  if (status.offline) return fail('PRINTER_OFFLINE')
  return ok({ nearEnd: status.nearEnd })
}

/** Ready with paper now, or why not. */
export async function askReadiness(
  session: Session,
): Promise<Result<{ readonly nearEnd: boolean }, NotReady | SessionFault>> {
  const status = await askStatus(session)
  return status.ok ? readiness(status.value) : status
}
