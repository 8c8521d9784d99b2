import type { Link } from '#src/device/link.ts'
import type { CardReader, ReaderFault } from '#src/device/reader.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { CancelSignal } from '#src/time/cancel.ts'
import { type Clock, pause } from '#src/time/clock.ts'
import { createTaken, lastingId } from '../card/taken.ts'
import { createCardInField, type HeldCard } from './card-in-field.ts'
import { releaseAll, rfField } from './commands.ts'
import { listing, REMOVAL_POLL_MS, releasing, setting } from './limits.ts'
import { createSession, type Session } from './session.ts'
import { startUp } from './start-up.ts'
import { type CardType, listTargets, readTarget, type Target } from './target.ts'

export interface Pn532Settings {
  readonly clock: Clock
}

/**
 * Wakes a PN532 at the other end of an open link and sets it up. The reader owns the link from here
 * on: it is closed with the reader, and when the chip does not come up.
 */
export async function openPn532(
  link: Link,
  { clock }: Pn532Settings,
): Promise<Result<CardReader, ReaderFault>> {
  const session = createSession(link, clock)
  const started = await startUp(session)
  if (started.ok) {
    const { version, revision } = started.value
    return ok({ ...createReader(session, clock), firmware: `PN532 ${version}.${revision}` })
  }
  await session.close()
  return started
}

function createReader(session: Session, clock: Clock): CardReader {
  const taken = createTaken()
  let held: HeldCard | undefined

  const letGo = async () => {
    held?.forget()
    held = undefined
    return session.request(releaseAll(), releasing)
  }

  return {
    async waitForCard(cancel) {
      if (held) {
        const released = await letGo()
        if (!released.ok) return released
      }
      for (;;) {
        const found = await poll(session, cancel)
        if (!found.ok) return found
        if (found.value === 'none') {
          taken.clear()
          continue
        }
        taken.note(idOf(found.value))
        if (found.value !== 'several' && found.value.takesApdus) {
          held = createCardInField(session, found.value)
          return ok(held.card)
        }
        const released = await letGo()
        if (!released.ok) return released
        return found.value === 'several' ? fail('CARD_SEVERAL') : fail('CARD_TRANSIT')
      }
    },

    async waitForRemoval(cancel) {
      let isNew = false
      // The chip's own presence check (Diagnose 06) fails with JCOP cards, so look anew each time.
      for (;;) {
        const released = await letGo()
        if (!released.ok) return released
        const found = await poll(session, cancel)
        if (!found.ok) return found
        if (found.value === 'none') {
          taken.clear()
          return ok()
        }
        const wasNew = isNew
        isNew = taken.isNew(idOf(found.value))
        // Of two cards one may miss a look, so another card is looked at twice.
        if (isNew && wasNew) {
          const left = await letGo()
          return left.ok ? ok() : left
        }
        if (!isNew) await pause(clock, REMOVAL_POLL_MS)
      }
    },

    async close() {
      held?.forget()
      await session.request(rfField(false), setting)
      await session.close()
    },
  }
}

/** What is known of several cards is nothing. */
const idOf = (found: Target | 'several'): Uint8Array | undefined =>
  found === 'several' ? undefined : lastingId(found.uid)

type Polled = Result<Target | 'none' | 'several', ReaderFault | 'SALE_CANCELLED'>

/** One look for a card, of either type. */
async function poll(session: Session, cancel: CancelSignal): Promise<Polled> {
  for (const type of ['A', 'B'] as const) {
    const found = await list(session, type, cancel)
    if (!found.ok || found.value !== 'none') return found
  }
  return ok('none')
}

async function list(session: Session, type: CardType, cancel: CancelSignal): Promise<Polled> {
  const options = { ...listing, cancel: { on: cancel, as: 'SALE_CANCELLED' } } as const
  const answer = await session.request(listTargets(type), options)
  if (!answer.ok) return answer
  const target = readTarget(answer.value, type)
  return target ? ok(target) : fail('READER_FAULT', 'unreadable target')
}
