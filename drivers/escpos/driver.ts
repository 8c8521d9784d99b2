import type { Link } from '#src/device/link.ts'
import type { PrinterFault, ReceiptPrinter } from '#src/device/printer.ts'
import { ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { createPress } from './press.ts'
import type { PrinterProfile } from './profile.ts'
import { makeDrawerPulse, makeStatusRequest } from './protocol.ts'
import { askReadiness, askStatus, readiness } from './readiness.ts'
import { openSession, type Session } from './session.ts'
import { createTurns } from './turns.ts'

export interface PrinterSettings {
  readonly clock: Clock
  readonly profile: PrinterProfile
}

export interface EscposPrinter extends ReceiptPrinter {
  /**
   * For which printer a job is to be encoded: the configured profile, or for an automatic one that of
   * the model at the other end, which answers only when it is ready.
   */
  profile(): Promise<Result<PrinterProfile, PrinterFault>>
}

/** Until the answer to one DLE EOT that stands behind another command. */
const SHORT_LIMIT_MS = 1_000

/** Starts a session with the printer at the other end: ok when one answers there, ready or not. */
export async function openEscposPrinter(
  link: Link,
  { clock, profile }: PrinterSettings,
): Promise<Result<EscposPrinter, PrinterFault>> {
  const session = openSession(link, clock)
  const status = await askStatus(session)
  if (!status.ok) return status
  const run = createTurns()
  const press = createPress({ session, profile, clock })
  // A printer that is not ready now is asked before its first job.
  if (readiness(status.value).ok) await press.prepare()
  return ok({
    status: () => run(() => askReadiness(session)),
    profile: () => run(() => press.profile()),
    print(job) {
      const printed = run(() => press.print(job))
      void run(() => press.tidy())
      return printed
    },
    openDrawer: () => run(() => openDrawer(session)),
    close: () => session.close(),
  })
}

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
