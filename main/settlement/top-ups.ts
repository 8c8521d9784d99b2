import type { SettlementChain } from '#src/chain/port.ts'
import type { Address } from '#src/payment/address.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Payment } from '#src/payment/record.ts'
import { unfundedOf } from '../risk/unfunded.ts'
import type { SettlementLedger } from './deps.ts'

/** Sees when payers whose payments were refused for lack of funds have the money after all. */
export interface TopUps {
  /** Asks for the balances of a few payers, others each time, and names the refused payments that they cover now. */
  look(): Promise<Hex[]>
  /** These were tried: those that are refused again wait for a higher balance, or for their back-off. */
  tried(ids: readonly Hex[]): void
}

interface TopUpParts {
  readonly ledger: Pick<SettlementLedger, 'riders' | 'exposure' | 'payment'>
  readonly chain: Pick<SettlementChain, 'tokenBalance'>
}

/** Balances that one look asks for, and cards that it looks at to find as many who lack funds. */
const PAYERS = 5
const CARDS = 50

export function createTopUps({ ledger, chain }: TopUpParts): TopUps {
  /** Whose turn is still to come in this pass over all who owe. */
  let cards: Address[] = []
  /** What the last look saw of those whose payments it named. */
  let seen = new Map<Address, bigint>()
  const enoughFor = new Map<Address, bigint>()

  const unfunded = (card: Address): Payment[] => unfundedOf(ledger, card)

  function nextPayers(): Address[] {
    if (cards.length === 0) {
      cards = ledger.riders.debtors()
      for (const card of enoughFor.keys()) if (unfunded(card).length === 0) enoughFor.delete(card)
    }
    const payers: Address[] = []
    for (const card of cards.splice(0, CARDS)) {
      if (payers.length === PAYERS) cards.unshift(card)
      else if (unfunded(card).length > 0) payers.push(card)
    }
    return payers
  }

  async function lookAt(card: Address): Promise<Hex[]> {
    const balance = await chain.tokenBalance(card)
    if (!balance.ok) return []
    // What is on its way takes its part, or has done so: the chain was asked between the two.
    const free = balance.value - ledger.exposure.of(card).moving
    const covered = coveredBy(free, unfunded(card))
    if (covered.length === 0) enoughFor.delete(card)
    const before = enoughFor.get(card)
    if (covered.length === 0 || (before !== undefined && free <= before)) return []
    seen.set(card, free)
    return covered
  }

  return {
    async look() {
      seen = new Map()
      return (await Promise.all(nextPayers().map(lookAt))).flat()
    },
    tried(ids) {
      for (const id of ids) {
        const payer = ledger.payment(id)?.authorization.from
        const free = payer && seen.get(payer)
        if (payer && free !== undefined) enoughFor.set(payer, free)
      }
    },
  }
}

function coveredBy(balance: bigint, payments: readonly Payment[]): Hex[] {
  let left = balance
  return payments.flatMap(({ id, authorization }) => {
    if (authorization.value > left) return []
    left -= authorization.value
    return [id]
  })
}
