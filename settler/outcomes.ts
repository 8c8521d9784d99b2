import type { Outcome } from '#src/fleet/outcome.ts'
import type { Fact, JournalEntry } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'

/** What one terminal is told. */
export interface Told {
  /** As terminalText says it. */
  readonly terminal: string
  /** The same for the same entry, however often it is told. */
  readonly messageId: string
  readonly outcome: Outcome
}

/** What an entry of a lane means to the terminals whose payments it changed: to each its own. */
export function outcomesOf(
  lane: string,
  { seq, at, fact }: JournalEntry,
  changed: readonly Payment[],
): Told[] {
  const byTerminal = new Map<string, Payment[]>()
  for (const payment of changed) {
    const terminal = payment.rescuedFrom
    if (terminal === null) continue
    const theirs = byTerminal.get(terminal)
    if (theirs) theirs.push(payment)
    else byTerminal.set(terminal, [payment])
  }
  return [...byTerminal].flatMap(([terminal, payments]) => {
    const outcome = outcomeOf(fact, new Set(payments.map(({ id }) => id)))
    // With its time: a stream that has lost its end gives its numbers to others.
    return outcome ? [{ terminal, messageId: `${lane} ${seq} ${at} ${terminal}`, outcome }] : []
  })
}

function outcomeOf(fact: Fact, theirs: ReadonlySet<Hex>): Outcome | undefined {
  const isTheirs = ({ id }: { readonly id: Hex }) => theirs.has(id)
  const among = (ids: readonly Hex[]) => ids.filter((id) => theirs.has(id))
  switch (fact.type) {
    case 'submitted':
      return { type: 'submitted', ids: among(fact.batch.payments), hash: fact.batch.hash }
    case 'confirmed':
      return { type: 'confirmed', proofs: fact.proofs.filter(isTheirs) }
    case 'refused':
      return { type: 'refused', refusals: fact.refusals.filter(isTheirs) }
    case 'settled':
    case 'reorganised':
    case 'returned':
    case 'expired':
      return { type: fact.type, ids: among(fact.ids) }
    default:
      return undefined
  }
}
