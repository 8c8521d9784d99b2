import { ok, type Result } from '#src/result.ts'
import { type PrinterIdentity, profileFor } from './models.ts'
import type { PrinterProfile } from './profile.ts'
import { makeIdentityRequest } from './protocol.ts'
import type { Session, SessionFault } from './session.ts'

/** With an empty buffer the answer is immediate; many clones know neither name. */
const IDENTITY_LIMIT_MS = 500

/** The profile of the printer at the other end. Only for one that is ready, with an empty buffer. */
export async function findProfile(
  session: Session,
  configured: PrinterProfile,
): Promise<Result<PrinterProfile, SessionFault>> {
  if (!configured.asksModel) return ok(configured)
  const identity = await askIdentity(session)
  return identity.ok ? ok(profileFor(identity.value, configured)) : identity
}

/** Undefined: it does not say. */
async function askIdentity(session: Session): Promise<Result<PrinterIdentity | undefined, SessionFault>> {
  const maker = await askText(session, 66)
  if (!maker.ok || maker.value === undefined) return maker.ok ? ok(undefined) : maker
  const model = await askText(session, 67)
  if (!model.ok || model.value === undefined) return model.ok ? ok(undefined) : model
  return ok({ maker: maker.value, model: model.value })
}

async function askText(session: Session, what: 66 | 67): Promise<Result<string | undefined, SessionFault>> {
  const answer = await session.ask({
    bytes: makeIdentityRequest(what),
    take: (heard) => (heard.kind === 'text' ? heard.text : undefined),
    limitMs: IDENTITY_LIMIT_MS,
  })
  if (answer.ok) return answer
  return answer.error.code === 'LINK_CLOSED' ? answer : ok(undefined)
}
