import type { ReaderFault } from '#src/device/reader.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { getVersion, passThrough, ping, pollOnDemand, Status } from './commands.ts'
import { opening, setting } from './limits.ts'
import type { Session } from './session.ts'

/**
 * Brings the reader from any state to one that finds cards for us: there, out of whatever mode its
 * last user left it in, not looking for cards by itself, and in pass-through mode. Gives the firmware's
 * name; undefined for a reader that does not say.
 */
export async function startUp(session: Session): Promise<Result<string | undefined, ReaderFault>> {
  const there = await session.request(ping(), opening)
  if (!there.ok) return there
  // A reader that is in no such mode may say so: that is no fault.
  const stopped = await session.request(passThrough(false), setting)
  if (!stopped.ok) return stopped
  const version = await session.request(getVersion(), setting)
  if (!version.ok) return version
  for (const command of [pollOnDemand(), passThrough(true)]) {
    const done = await session.request(command, setting)
    if (!done.ok) return done
    if (done.value.status !== Status.ok) return fail('READER_FAULT', `set-up: status ${done.value.status}`)
  }
  return ok(version.value.status === Status.ok ? nameIn(version.value.data) : undefined)
}

const nameIn = (ascii: Uint8Array): string | undefined =>
  new TextDecoder('latin1')
    .decode(ascii)
    .replace(/[^ -~]+/g, ' ')
    .trim() || undefined
