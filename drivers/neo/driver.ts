import type { Link } from '#src/device/link.ts'
import type { CardReader, ReaderFault } from '#src/device/reader.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { type Clock, pause } from '#src/time/clock.ts'
import { createTaken, lastingId } from '../card/taken.ts'
import { createCardInField, type HeldCard } from './card-in-field.ts'
import { passThrough } from './commands.ts'
import { createField } from './field.ts'
import { PAUSE_MS, POLL_MS, REMOVAL_POLL_MS, setting } from './limits.ts'
import { createSession, type Session } from './session.ts'
import { startUp } from './start-up.ts'
import type { Token } from './token.ts'

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
  const taken = createTaken()
  let held: HeldCard | undefined

  const letGo = () => {
    held?.forget()
    held = undefined
    return field.off()
  }

  /**
   * Whether the card that was just found has no other beside it: a poll tells of one card only, but the
   * one that it found answers no second poll as long as the field is on.
   */
  const isAlone = async () => {
    const beside = await field.look(REMOVAL_POLL_MS)
    if (!beside.ok) return beside
    const released = await letGo()
    return released.ok ? ok(beside.value.kind === 'none') : released
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
        if (token.kind === 'none') taken.clear()
        else taken.note(idOf(token))
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
        if (found.value.kind === 'none') {
          taken.clear()
          return cancel.aborted ? fail('SALE_CANCELLED') : ok()
        }
        const alone = taken.isNew(idOf(found.value)) ? await isAlone() : ok(false)
        if (!alone.ok) return alone
        if (alone.value) return cancel.aborted ? fail('SALE_CANCELLED') : ok()
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

/** The number of a type B card may be made anew for each field (ISO/IEC 14443-3, section 7.9.2). */
const idOf = (token: Token): Uint8Array | undefined =>
  token.kind === 'apdus' && token.radio === 'A' ? lastingId(token.uid) : undefined

const nameOf = (token: Token): string =>
  token.kind === 'no-apdus' ? `type ${token.type.toString(16).padStart(2, '0')}` : `kind ${token.kind}`
