import type { PaymentCard, SelectCard } from '#src/device/card.ts'
import type { CardInField } from '#src/device/reader.ts'
import { addressOf } from '#src/payment/address.ts'
import { ok, type Result } from '#src/result.ts'
import type { ReaderService } from '../../devices/reader.ts'
import type { Steps } from '../steps.ts'

export interface CardParts {
  readonly reader: Pick<ReaderService, 'waitForCard' | 'markPaid'>
  readonly selectCard: SelectCard
}

/** Time to fetch a card from one's pocket. */
const FIND_LIMIT_MS = 60_000

/** Waits for a card and reads it; it must leave the field before a sale takes it. */
export async function testCard(parts: CardParts, steps: Steps): Promise<void> {
  const found = await findCard(parts, steps)
  if (found.ok) await letGo(parts, found.value.field)
}

export interface FoundCard {
  readonly field: CardInField
  readonly card: PaymentCard
}

export async function findCard({ reader, selectCard }: CardParts, steps: Steps): Promise<Result<FoundCard>> {
  const waiting = new AbortController()
  const stop = () => waiting.abort()
  steps.cancel.addEventListener('abort', stop)
  const field = await steps.run('find-card', () => reader.waitForCard(waiting.signal), {
    limitMs: FIND_LIMIT_MS,
    late: 'CARD_TIMEOUT',
    tell: ({ uid }) => (uid ? `UID of ${uid.length} bytes` : null),
  })
  steps.cancel.removeEventListener('abort', stop)
  // Nobody waits any more, also where the time was up.
  waiting.abort()
  if (!field.ok) return field
  const card = await steps.run('read-card', () => selectCard(field.value), {
    late: 'CARD_TIMEOUT',
    tell: ({ application, publicKey }) => `${application} ${addressOf(publicKey)}`,
  })
  if (card.ok) return ok({ field: field.value, card: card.value })
  await letGo({ reader }, field.value)
  return card
}

export async function letGo({ reader }: Pick<CardParts, 'reader'>, field: CardInField): Promise<void> {
  await field.release()
  reader.markPaid()
}
