import type { PrinterFault, PrintOutcome } from '#src/device/printer.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { type Clock, pause } from '#src/time/clock.ts'
import type { Answer } from './answers.ts'
import { type Confirmation, confirmationRequest, findConfirmation } from './confirmation.ts'
import { CELL_WIDTH } from './font/letters.ts'
import { findProfile } from './identity.ts'
import type { PrinterProfile } from './profile.ts'
import {
  makeAutomaticStatus,
  makeClearBuffers,
  makeInitialize,
  makeRecover,
  makeStatusRequest,
  readAutomaticStatus,
} from './protocol.ts'
import { longestRaster } from './raster.ts'
import { askReadiness, askStatus, type NotReady, readiness } from './readiness.ts'
import type { Session, SessionFault } from './session.ts'

/** From the last byte to the paper: a receipt takes about 3 s, a slow cutter included. */
const PRINT_LIMIT_MS = 10_000
/** The wire's own time: 9600 bits a second carry a byte in 1.04 ms, and the printer may hold back. */
const WIRE_MS_PER_BYTE = 2
const SHORT_LIMIT_MS = 1_000
/** A cutter that is freed drives home in less than half a second. */
const RECOVERY_MS = 500

/** Prints one job after another and knows what the last one left behind. */
export interface Press {
  /** Finds out what the printer can do; only for one that is ready. */
  prepare(): Promise<Result<PrinterProfile, PrinterFault>>
  /** The profile; of a printer that was not ready until now, it is asked first. */
  profile(): Promise<Result<PrinterProfile, PrinterFault>>
  print(job: Uint8Array): Promise<Result<PrintOutcome, PrinterFault>>
  /** Lets the printer forget a job that failed, before it goes on with it by itself. */
  tidy(): Promise<void>
}

interface PressParts {
  readonly session: Session
  readonly profile: PrinterProfile
  readonly clock: Clock
}

interface Abilities {
  readonly profile: PrinterProfile
  readonly confirmation: Confirmation
}

export function createPress({ session, profile: configured, clock }: PressParts): Press {
  let known: Abilities | undefined
  let jobs = 0
  let leftover: 'none' | 'unknown' | 'stays' = 'none'

  async function abilities(): Promise<Result<Abilities, PrinterFault>> {
    if (known !== undefined) return ok(known)
    const profile = await findProfile(session, configured)
    if (!profile.ok) return profile
    const probes = profile.value.asksProcessId
      ? (['process-id', 'in-order'] as const)
      : (['in-order'] as const)
    const confirmation = await findConfirmation(session, probes)
    if (!confirmation.ok) return confirmation
    known = { profile: profile.value, confirmation: confirmation.value }
    return ok(known)
  }

  async function prepare(): Promise<Result<PrinterProfile, PrinterFault>> {
    const found = await abilities()
    return found.ok ? ok(found.value.profile) : found
  }

  async function profile(): Promise<Result<PrinterProfile, PrinterFault>> {
    if (known !== undefined) return ok(known.profile)
    if (!configured.asksModel) return ok(configured)
    const ready = await askReadiness(session)
    return ready.ok ? prepare() : ready
  }

  async function tidy(): Promise<void> {
    if (leftover === 'unknown') leftover = (await clearBuffers(session)) ? 'none' : 'stays'
  }

  async function print(job: Uint8Array): Promise<Result<PrintOutcome, PrinterFault>> {
    const ready = await makeReady(session, clock)
    if (!ready.ok) return ready
    const found = await abilities()
    if (!found.ok) return found
    // A printer that cannot forget may wait for the rest of a picture: zeros end it, or are nothing.
    const rest = leftover === 'stays' ? longestRaster((found.value.profile.columns * CELL_WIDTH) / 8) : 0
    const filler = new Uint8Array(rest)
    jobs += 1
    const ending = { kind: found.value.confirmation, id: idOf(jobs) }
    const outcome = await printConfirmed(
      session,
      Uint8Array.from([...filler, ...makeInitialize(), ...makeAutomaticStatus(), ...job]),
      ending,
    )
    leftover = outcome.ok ? 'none' : 'unknown'
    return outcome
  }

  return { prepare, profile, print, tidy }
}

/** "0001" to "9999", and again: ascending, as the printer keeps only the newest unsent id. */
const idOf = (job: number): string => (((job - 1) % 9_999) + 1).toString().padStart(4, '0')

/**
 * Ready with paper now. A cutter that was stuck stays in error after somebody freed it, until it is
 * told to try again; that is done for a job only, as nobody's finger should be near it between jobs.
 */
async function makeReady(session: Session, clock: Clock): Promise<Result<unknown, NotReady | SessionFault>> {
  const status = await askStatus(session)
  if (!status.ok) return status
  if (!status.value.recoverable || status.value.coverOpen) return readiness(status.value)
  // Nothing comes back: what is asked behind it only shows that the printer is there.
  await session.ask({
    bytes: Uint8Array.of(...makeRecover(), ...makeStatusRequest(1)),
    take: (answer) => answer.kind === 'status' || undefined,
    limitMs: SHORT_LIMIT_MS,
  })
  await pause(clock, RECOVERY_MS)
  return askReadiness(session)
}

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
  const bytes = Uint8Array.from([...job, ...ending.bytes])
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

/** A printer that does not know the command says nothing, and keeps what it has. */
async function clearBuffers(session: Session): Promise<boolean> {
  const cleared = await session.ask({
    bytes: makeClearBuffers(),
    take: (answer) => answer.kind === 'cleared' || undefined,
    limitMs: SHORT_LIMIT_MS,
  })
  return cleared.ok
}
