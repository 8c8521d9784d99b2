import fc from 'fast-check'
import type { Fact } from '#src/journal/entry.ts'
import type { PaymentState } from '#src/payment/states.ts'
import { acceptedPayment, account, id, receivedFact } from './accepted.ts'

/** One step of a random life: a new payment, or something that happens to one of those there are. */
export interface Step {
  readonly kind: Extract<
    Fact['type'],
    | ('accepted' | 'received')
    | ('submitted' | 'confirmed' | 'settled' | 'reorganised' | 'returned')
    | ('refused' | 'expired' | 'reopened' | 'voided' | 'cancelled')
  >
  readonly pick: number
}

/** Where each kind of fact leads, and from where it is legal: the table of docs/architecture.md. */
type Later = Exclude<Step['kind'], 'accepted' | 'received'>
const LEGAL: Record<Later, readonly [readonly PaymentState[], PaymentState]> = {
  submitted: [['accepted', 'refused', 'submitted'], 'submitted'],
  confirmed: [['accepted', 'submitted', 'refused', 'parked', 'expired'], 'confirmed'],
  settled: [['confirmed'], 'settled'],
  reorganised: [['confirmed'], 'submitted'],
  returned: [['submitted', 'confirmed'], 'accepted'],
  refused: [['accepted', 'submitted', 'refused'], 'refused'],
  expired: [['accepted', 'submitted', 'refused'], 'expired'],
  reopened: [['parked'], 'accepted'],
  voided: [['accepted', 'refused', 'parked'], 'voided'],
  cancelled: [['voided'], 'cancelled'],
}

/** The same for a payment that was voided. */
const LEGAL_FOR_VOIDED: Partial<Record<Later, readonly [readonly PaymentState[], PaymentState]>> = {
  confirmed: [['voided', 'cancelled'], 'confirmed'],
  settled: [['confirmed'], 'settled'],
  reorganised: [['confirmed'], 'voided'],
  returned: [['confirmed'], 'voided'],
  cancelled: [['voided'], 'cancelled'],
  // Nobody can collect it any more; it stays what it is.
  expired: [['voided'], 'voided'],
}

/** The same for a payer's own transfer, of which there is nothing to send. */
const LEGAL_FOR_TRANSFERS: Partial<Record<Later, readonly PaymentState[]>> = {
  confirmed: ['submitted', 'expired'],
  settled: ['confirmed'],
  reorganised: ['confirmed'],
  expired: ['submitted'],
}

export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.oneof(
      { weight: 2, arbitrary: fc.constant('accepted' as const) },
      { weight: 1, arbitrary: fc.constant('received' as const) },
      {
        weight: 7,
        arbitrary: fc.constantFrom<Step['kind']>(
          'submitted',
          'confirmed',
          'settled',
          'reorganised',
          'returned',
          'refused',
          'expired',
          'reopened',
          'voided',
          'cancelled',
        ),
      },
    ),
    pick: fc.nat(50),
  }),
  { maxLength: 60 },
)

/** The facts of such a life; steps that nobody is ready for are left out. */
export function factsFrom(drawn: readonly Step[]): Fact[] {
  const states = new Map<number, PaymentState>()
  const transfers = new Set<number>()
  const voided = new Set<number>()
  return drawn.flatMap(({ kind, pick }, i): Fact[] => {
    if (kind === 'accepted') {
      const number = states.size + 1
      states.set(number, 'accepted')
      return [{ type: 'accepted', payment: acceptedPayment(number, { value: BigInt(pick + 1) }) }]
    }
    if (kind === 'received') {
      const number = states.size + 1
      states.set(number, 'confirmed')
      transfers.add(number)
      return [receivedFact(number, { value: BigInt(pick + 1) })]
    }
    // An account that the token's owner blocked is not paid from by waiting; an empty one may be.
    const isForEver = kind === 'refused' && pick % 2 === 0
    const legalFor = (number: number): readonly [readonly PaymentState[], PaymentState] | undefined => {
      if (voided.has(number)) return LEGAL_FOR_VOIDED[kind]
      const [from, to] = LEGAL[kind]
      return [transfers.has(number) ? (LEGAL_FOR_TRANSFERS[kind] ?? []) : from, isForEver ? 'parked' : to]
    }
    const ready = [...states].flatMap(([number, state]) => {
      const [from, to] = legalFor(number) ?? []
      return to && from?.includes(state) ? [{ number, to }] : []
    })
    // A few of them at once, as a batch has; a void is of one.
    const few = ready.filter((_, n) => (n + pick) % 3 !== 0)
    const next = kind === 'voided' ? few.slice(0, 1) : few
    if (next.length === 0) return []
    for (const { number, to } of next) states.set(number, to)
    const chosen = next.map(({ number }) => number)
    if (kind === 'voided') for (const number of chosen) voided.add(number)
    return [factOf(kind, chosen, i, isForEver ? 'ACCOUNT_BLOCKED' : 'PAYER_NO_FUNDS')]
  })
}

function factOf(
  kind: Later,
  numbers: readonly number[],
  i: number,
  code: 'ACCOUNT_BLOCKED' | 'PAYER_NO_FUNDS',
): Fact {
  const ids = numbers.map(id)
  const [first = id(0)] = ids
  if (kind === 'voided')
    return { type: kind, id: first, by: { id: 'aigul', name: 'Айгүл' }, cancellation: null }
  const hash = id(0xba000 + i)
  if (kind === 'submitted')
    return {
      type: kind,
      batch: { hash, raw: '0x02', account: account(1), accountNonce: i, payments: ids, signedAtBlock: i },
    }
  if (kind === 'confirmed')
    return {
      type: kind,
      proofs: ids.map((each, n) => ({
        id: each,
        proof: { txHash: hash, blockHash: hash, blockNumber: i, logIndex: 2 * n },
      })),
    }
  if (kind === 'refused') return { type: kind, refusals: ids.map((each) => ({ id: each, code })) }
  return { type: kind, ids }
}
