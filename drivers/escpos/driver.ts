import type { Link } from '#src/device/link.ts'
import type { PrinterFault, PrintOutcome, ReceiptPrinter } from '#src/device/printer.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import type { Answer } from './answers.ts'
import { type Confirmation, confirmationRequest, findConfirmation } from './confirmation.ts'
import type { PrinterProfile } from './profile.ts'
import {
  makeAutomaticStatus,
  makeClearBuffers,
  makeDrawerPulse,
  makeInitialize,
  makeStatusRequest,
  readAutomaticStatus,
} from './protocol.ts'
import { askReadiness, askStatus, type NotReady, readiness } from './readiness.ts'
import { openSession, type Session } from './session.ts'
import { createTurns } from './turns.ts'

export interface PrinterSettings {
  readonly clock: Clock
  readonly profile: PrinterProfile
}

/** From the last byte to the paper: a receipt takes about 3 s, a slow cutter included. */
const PRINT_LIMIT_MS = 10_000
/** The wire's own time: 9600 bits a second carry a byte in 1.04 ms, and the printer may hold back. */
const WIRE_MS_PER_BYTE = 2
const SHORT_LIMIT_MS = 1_000

/** Starts a session with the printer at the other end: ok when one answers there, ready or not. */
export async function openEscposPrinter(
  link: Link,
  { clock, profile }: PrinterSettings,
): Promise<Result<ReceiptPrinter, PrinterFault>> {
  const session = openSession(link, clock)
  const status = await askStatus(session)
  if (!status.ok) return status
  const run = createTurns()
  const press = createPress(session, profile)
  // A printer that is not ready now is asked before its first job.
  if (readiness(status.value).ok) await press.confirmation()
  return ok({
    status: () => run(() => askReadiness(session)),
    print: (job) => run(() => press.print(job)),
    openDrawer: () => run(() => openDrawer(session)),
    close: () => session.close(),
  })
}

interface Press {
  confirmation(): Promise<Result<Confirmation, PrinterFault>>
  print(job: Uint8Array): Promise<Result<PrintOutcome, PrinterFault>>
}

function createPress(session: Session, profile: PrinterProfile): Press {
  let known: Confirmation | undefined
  let jobs = 0
  let unfinished = false

  async function confirmation(): Promise<Result<Confirmation, PrinterFault>> {
    if (known !== undefined) return ok(known)
    const found = await findConfirmation(
      session,
      profile.asksProcessId ? ['process-id', 'in-order'] : ['in-order'],
    )
    if (found.ok) known = found.value
    return found
  }

  async function print(job: Uint8Array): Promise<Result<PrintOutcome, PrinterFault>> {
    // What is left of a failed job would come out in front of this one.
    if (unfinished) await clearBuffers(session)
    const ready = await askReadiness(session)
    if (!ready.ok) return ready
    const kind = await confirmation()
    if (!kind.ok) return kind
    jobs += 1
    const outcome = await printConfirmed(session, job, { kind: kind.value, id: idOf(jobs) })
    unfinished = !outcome.ok
    return outcome
  }

  return { confirmation, print }
}

/** "0001" to "9999", and again: ascending, as the printer keeps only the newest unsent id. */
const idOf = (job: number): string => (((job - 1) % 9_999) + 1).toString().padStart(4, '0')

interface Ending {
  readonly kind: Confirmation
  readonly id: string
}

async function printConfirmed(
  session: Session,
  job: Uint8Array,
  { kind, id }: Ending,
): Promise<Result<PrintOutcome, PrinterFault>> {
  const ending = confirmationRequest(kind, id)
  const bytes = Uint8Array.from([...makeInitialize(), ...makeAutomaticStatus(), ...job, ...ending.bytes])
  const limitMs = PRINT_LIMIT_MS + bytes.length * WIRE_MS_PER_BYTE
  const heard = await session.ask({
    bytes,
    take: (answer) => trouble(answer) ?? (ending.take(answer) && ok()),
    limitMs,
  })
  if (heard.ok && !heard.value.ok) return heard.value
  if (heard.ok && kind === 'process-id') return ok('printed')
  if (!heard.ok && heard.error.code === 'LINK_CLOSED') return heard
  // Not told by the printer itself: its status after the job decides.
  const after = await askReadiness(session)
  if (!after.ok) return after
  return heard.ok ? ok('sent') : fail('PRINTER_FAULT', `job ${id} was not confirmed in ${limitMs} ms`)
}

/** A fault that the printer reports by itself, so that nobody waits for the time limit. */
function trouble(answer: Answer): Result<never, NotReady> | undefined {
  if (answer.kind !== 'asb') return undefined
  const state = readiness(readAutomaticStatus(answer.bytes))
  return state.ok ? undefined : state
}

/** A printer that does not know the command says nothing, and keeps what it has: no fault. */
const clearBuffers = (session: Session): Promise<unknown> =>
  session.ask({
    bytes: makeClearBuffers(),
    take: (answer) => answer.kind === 'cleared' || undefined,
    limitMs: SHORT_LIMIT_MS,
  })

async function openDrawer(session: Session): Promise<Result<undefined, PrinterFault>> {
  const ready = await askReadiness(session)
  if (!ready.ok) return ready
  // The status behind the pulse shows that the printer is still there to obey it.
  const sent = await session.ask({
    bytes: Uint8Array.of(...makeDrawerPulse(), ...makeStatusRequest(1)),
    take: (answer) => answer.kind === 'status' || undefined,
    limitMs: SHORT_LIMIT_MS,
  })
  return sent.ok ? ok() : sent
}
