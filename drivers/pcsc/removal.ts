import type { CardInField } from '#src/device/reader.ts'
import { ok, type Result } from '#src/result.ts'
import type { CancelSignal } from '#src/time/cancel.ts'
import type { Clock } from '#src/time/clock.ts'
import { lastingId, type Taken } from '../card/taken.ts'
import { connectCard } from './connect.ts'
import { REMOVAL_LOOK_MS } from './limits.ts'
import type { Service } from './service.ts'
import { untilSlot } from './waiting.ts'

interface RemovalParts {
  readonly service: Service
  readonly name: string
  readonly clock: Clock
  readonly taken: Taken
}

/**
 * Waits until the slot is empty, or holds a card that is none of those taken. The service looks for
 * cards now and then only: one that takes the place of another in between is none of its changes.
 */
export async function untilLeft(
  { service, name, clock, taken }: RemovalParts,
  cancel: CancelSignal,
): Promise<Result<undefined, 'LINK_CLOSED' | 'SALE_CANCELLED'>> {
  for (;;) {
    const empty = await emptyWithin(service, name, clock, cancel)
    if (empty) return empty
    if (taken.canTell && taken.isNew(await look(service, name, clock))) return ok()
  }
}

/** Undefined when the time is up. */
async function emptyWithin(service: Service, name: string, clock: Clock, cancel: CancelSignal) {
  const turn = new AbortController()
  const end = () => turn.abort()
  const stopTimer = clock.after(REMOVAL_LOOK_MS, end)
  cancel.addEventListener('abort', end, { once: true })
  if (cancel.aborted) end()
  const empty = await untilSlot(service, name, 'empty', turn.signal)
  stopTimer()
  cancel.removeEventListener('abort', end)
  return empty.ok || empty.error.code !== 'SALE_CANCELLED' || cancel.aborted ? empty : undefined
}

/** The identifier of what lies there; undefined when it cannot be asked now. */
async function look(service: Service, name: string, clock: Clock): Promise<Uint8Array | undefined> {
  const found = await connectCard(service, name, { clock, askUid: true })
  if (!found.ok) return undefined
  await found.value.release()
  return idOf(found.value)
}

/**
 * PC/SC does not say of which type a card is, and the 4 bytes of a type B card may be made anew for each
 * field (ISO/IEC 14443-3, section 7.9.2): only longer ones are known to last.
 */
export const idOf = ({ uid }: CardInField): Uint8Array | undefined =>
  uid && uid.length > 4 ? lastingId(uid) : undefined
