import type { Outcome } from '#src/fleet/outcome.ts'
import type { Fact } from '#src/journal/entry.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'

/**
 * What the journal has to say of an outcome. That the settler's transaction came to nothing says nothing of one
 * of the terminal's own: a payment that is in such a one is followed by the terminal itself.
 */
export function factOf(outcome: Outcome, find: (id: Hex) => Payment | undefined): Fact | undefined {
  const isKnown = (id: Hex) => find(id) !== undefined
  const isNotOurs = (id: Hex) => {
    const payment = find(id)
    return payment !== undefined && !isOnItsWayByUs(payment)
  }
  switch (outcome.type) {
    case 'declined':
    case 'submitted':
      return undefined
    case 'confirmed': {
      const proofs = outcome.proofs.filter(({ id }) => isKnown(id))
      return proofs.length > 0 ? { type: 'confirmed', proofs } : undefined
    }
    case 'refused': {
      const refusals = outcome.refusals.filter(({ id }) => isNotOurs(id))
      return refusals.length > 0 ? { type: 'refused', refusals } : undefined
    }
    case 'settled':
    case 'reorganised':
      return ofIds(outcome.type, outcome.ids.filter(isKnown))
    case 'returned':
    case 'expired':
      return ofIds(outcome.type, outcome.ids.filter(isNotOurs))
  }
}

const ofIds = (type: 'settled' | 'reorganised' | 'returned' | 'expired', ids: Hex[]): Fact | undefined =>
  ids.length > 0 ? { type, ids } : undefined

const isOnItsWayByUs = ({ state, batch }: Payment): boolean =>
  batch !== null && (state === 'submitted' || state === 'confirmed')
