import type { Link } from '#src/device/link.ts'
import type { CardReader, ReaderFault } from '#src/device/reader.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { type Clock, pause } from '#src/time/clock.ts'
import { createCardInField, type HeldCard } from './card-in-field.ts'
import { passThrough } from './commands.ts'
import { createField } from './field.ts'
import { PAUSE_MS, POLL_MS, REMOVAL_POLL_MS, setting } from './limits.ts'
import { createSession, type Session } from './session.ts'
import { startUp } from './start-up.ts'

export interface NeoSettings {
  readonly clock: Clock
}

/**
 * Sets up an ID TECH NEO reader at the other end of an open link: a serial port, or USB through
 * `neoOverHid`. The reader owns the link from here on: it is closed with the reader, and when the
 * reader does not come up.
 */
export async function openNeo(link: Link, { clock }: NeoSettings): Promise<Result<CardReader, ReaderFault>> {
  const session = createSession(link, clock)
  const started = await startUp(session)
  if (started.ok) return ok({ ...createReader(session, clock), firmware: started.value })
  await session.close()
  return started
}

function createReader(session: Session, clock: Clock): CardReader {
  const field = createField(session, clock)
  let held: HeldCard | undefined

  const letGo = () => {
    held?.forget()
    held = undefined
    return field.off()
  }

  return {
    async waitForCard(cancel) {
      if (held) {
        const released = await letGo()
        if (!released.ok) return released
      }
      while (!cancel.aborted) {
        const began = clock.now()
        const found = await field.look(POLL_MS)
        if (!found.ok) return found
        const token = found.value
        if (token.kind === 'apdus' && !cancel.aborted) {
          held = createCardInField({ session, field, uid: token.uid })
          return ok(held.card)
        }
        if (token.kind === 'none') {
          // A card that is laid down now waits: not after a look that took its time.
          if (clock.now() - began < PAUSE_MS) await pause(clock, PAUSE_MS)
          continue
        }
        const released = await letGo()
        if (!released.ok) return released
        if (!cancel.aborted) return fail('CARD_TRANSIT', `card of ${nameOf(token)}`)
      }
      return fail('SALE_CANCELLED')
    },

    async waitForRemoval(cancel) {
      while (!cancel.aborted) {
        // A card in use does not answer a poll: without its field it forgets that it is.
        const released = await letGo()
        if (!released.ok) return released
        const found = await field.look(REMOVAL_POLL_MS)
        if (!found.ok) return found
        if (found.value.kind === 'none') return cancel.aborted ? fail('SALE_CANCELLED') : ok()
        await pause(clock, PAUSE_MS)
      }
      return fail('SALE_CANCELLED')
    },

    async close() {
      held?.forget()
      const off = await field.off()
      if (off.ok) await session.request(passThrough(false), setting)
      await session.close()
    },
  }
}

const nameOf = (token: { readonly kind: string; readonly type?: number }): string =>
  token.type === undefined ? `kind ${token.kind}` : `type ${token.type.toString(16).padStart(2, '0')}`
