import type { PaidOnChain } from '#simulator/paid-on-chain.ts'
import type { Address } from '#src/payment/address.ts'
import type { Payment } from '#src/payment/record.ts'
import type { Paper } from './paper.ts'

/** One "Paid" on a screen, with the account whose card it was. */
export interface Shown {
  readonly receipt: string
  readonly units: bigint
  readonly payer: Address
}

/** Three books and the page's copy of one, kept apart from each other. */
export interface Evidence {
  /** By the terminal's journal. */
  readonly payments: readonly Payment[]
  /** "id state" of every row of the page's queue. */
  readonly rows: readonly string[]
  readonly shown: readonly Shown[]
  readonly papers: readonly Paper[]
  /** By the chain's logs before the records were read, repetitions included: all of these were recorded by then. */
  readonly paidBefore: readonly PaidOnChain[]
  /** And after: all that the records call settled is among these. */
  readonly paid: readonly PaidOnChain[]
}

/** Receipt numbers, or sentences where there is none. Nothing in them: the books agree. */
export interface Verdict {
  /** Promised on screen or paper and not in the records, or final in them and not on the chain. */
  readonly lost: readonly string[]
  /** Paid more than once, or recorded under a number that another payment has. */
  readonly doubled: readonly string[]
  readonly disagreements: readonly string[]
}

/** Holds now, whatever is still on its way. */
export function reconcile({ payments, rows, shown, papers, paidBefore, paid }: Evidence): Verdict {
  const times = countBy(paid.map(keyOnChain))
  const known = new Map(payments.map((payment) => [payment.receipt, payment]))
  const numbers = countBy(payments.map(({ receipt }) => receipt))
  const isKept = ({ receipt, units, payer }: Shown): boolean => {
    const { value, from } = known.get(receipt)?.authorization ?? {}
    return value === units && from === payer
  }
  const unpaid = payments.filter((p) => p.state === 'settled' && !times.has(keyOf(p)))
  const ours = new Set(payments.map(keyOf))
  return {
    lost: distinct([
      ...shown.filter((one) => !isKept(one)).map(({ receipt }) => receipt),
      ...papers.filter((paper) => !isPrintOf(paper, known.get(paper.receipt))).map(({ receipt }) => receipt),
      ...unpaid.map(({ receipt }) => receipt),
    ]),
    doubled: distinct([
      ...payments.filter((p) => (times.get(keyOf(p)) ?? 0) > 1).map(({ receipt }) => receipt),
      ...[...numbers].filter(([, n]) => n > 1).map(([receipt]) => receipt),
    ]),
    disagreements: [
      ...paidBefore
        .filter((on) => !ours.has(keyOnChain(on)))
        .map((on) => `paid and not recorded: ${keyOnChain(on)}`),
      ...gaps(payments).map((number) => `no payment has receipt number ${number}`),
      ...differences(payments, rows),
    ],
  }
}

/** What a payment is by any book: who pays, with which nonce, how much. */
const keyOf = ({ authorization: { from, nonce, value } }: Payment): string => `${from} ${nonce} ${value}`
const keyOnChain = ({ from, nonce, value }: PaidOnChain): string => `${from} ${nonce} ${value}`

/** A sum that did not come out any more is no other sum. */
const isPrintOf = ({ units }: Paper, payment: Payment | undefined): boolean =>
  payment !== undefined && (units === undefined || payment.authorization.value === units)

/** Numbers are used up by accepted payments only, so none is missing below the highest. */
function gaps(payments: readonly Payment[]): number[] {
  const used = new Set(payments.map(({ receiptNumber }) => receiptNumber))
  const highest = Math.max(0, ...used)
  return Array.from({ length: highest }, (_, i) => i + 1).filter((number) => !used.has(number))
}

function differences(payments: readonly Payment[], rows: readonly string[]): string[] {
  const inJournal = new Set(payments.map(({ id, state }) => `${id} ${state}`))
  const inQueue = new Set(rows)
  return [
    ...[...inJournal].filter((row) => !inQueue.has(row)).map((row) => `not in the queue: ${row}`),
    ...[...inQueue].filter((row) => !inJournal.has(row)).map((row) => `only in the queue: ${row}`),
  ]
}

function countBy(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)]
