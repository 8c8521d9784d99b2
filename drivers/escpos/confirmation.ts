import { ok, type Result } from '#src/result.ts'
import type { Answer } from './answers.ts'
import { makePaperRequest, makeProcessId, makeStatusRequest } from './protocol.ts'
import type { Session, SessionFault } from './session.ts'

/**
 * How this printer says that a job is done. `process-id`: an id sent behind the job comes back
 * when it is on paper. `in-order`: an answer proves that all bytes before it were processed.
 * `none`: it takes bytes and says nothing.
 */
export type Confirmation = 'process-id' | 'in-order' | 'none'

/** With an empty buffer the answer is immediate; a printer that does not know the command is silent. */
const PROBE_LIMIT_MS = 1_000

export interface ConfirmationRequest {
  readonly bytes: Uint8Array
  readonly take: (answer: Answer) => true | undefined
}

export function confirmationRequest(kind: Confirmation, id: string): ConfirmationRequest {
  switch (kind) {
    case 'process-id':
      return {
        bytes: makeProcessId(id),
        take: (answer) => (answer.kind === 'process-id' && answer.id === id) || undefined,
      }
    case 'in-order':
      return { bytes: makePaperRequest(), take: (answer) => answer.kind === 'paper' || undefined }
    case 'none':
      return { bytes: makeStatusRequest(1), take: (answer) => answer.kind === 'status' || undefined }
  }
}

/**
 * Finds the best confirmation that the firmware knows, by asking: model lists disagree, and
 * clones answer to their original's name. Only for a printer that is ready, with an empty buffer.
 */
export async function findConfirmation(
  session: Session,
  probes: readonly Exclude<Confirmation, 'none'>[],
): Promise<Result<Confirmation, SessionFault>> {
  for (const kind of probes) {
    const answer = await session.ask({ ...confirmationRequest(kind, '0000'), limitMs: PROBE_LIMIT_MS })
    if (answer.ok) return ok(kind)
    if (answer.error.code === 'LINK_CLOSED') return answer
  }
  return ok('none')
}
