import { expect, it } from 'vitest'
import { ok } from '#src/result.ts'
import { explore, type Found, type Sin } from './explore.ts'

/** Set to a depth, it goes so far and tells what it saw. */
const WISHED = process.env.TAPSYR_EXPLORE

function tell(what: string, { states, transitions, depth, violation }: Found): void {
  if (WISHED === undefined) return
  const end = violation ? `violation ${JSON.stringify(violation)}` : 'no violation'
  process.stdout.write(`${what}: ${states} states, ${transitions} transitions, depth ${depth}, ${end}\n`)
}

const TWO_BATCHES = ['accept', 'round', 'accept', 'round']
const STUCK = ['accept', 'round', 'fees rise or fall', 'mine until final']

it.each<[string, number, readonly string[]]>([
  ['an empty till', 6, []],
  ['two batches on their way', 4, TWO_BATCHES],
  ['a transaction that was outbid', 4, [...STUCK, 'round']],
  ['a lane that was freed', 4, [...STUCK, 'cancelled by the payer', 'round']],
  ['a gap below a batch', 4, [...TWO_BATCHES, 'foreign nonce', 'round', 'reorganise, gone']],
])(
  'every state that can be reached from %s ends well',
  async (start, depth, from) => {
    const found = await explore({ depth: Number(WISHED ?? depth), mostStates: 100_000, from })
    tell(start, found)
    expect(found.violation).toBeNull()
    // A search that stands still would find nothing wrong either.
    expect(found.states).toBeGreaterThan(100)
  },
  WISHED === undefined ? 300_000 : 3_600_000,
)

const SETTLED = ['accept', 'round', 'mine until final', 'round']

it.each<[string, number, readonly string[]]>([
  ['a payment that may be taken back', 3, ['accept']],
  ['a payment that the card took back', 3, ['accept', 'void with card', 'round']],
  ['money that goes back', 3, [...SETTLED, 'refund']],
])(
  'every state with voids and refunds that can be reached from %s ends well',
  async (start, depth, from) => {
    const found = await explore({
      depth: Number(WISHED ?? depth),
      mostStates: 100_000,
      from,
      withReturns: true,
    })
    tell(start, found)
    expect(found.violation).toBeNull()
    expect(found.states).toBeGreaterThan(50)
  },
  WISHED === undefined ? 300_000 : 3_600_000,
)

/** Engines, disks and tokens that break their word, what shows it, and from where: a search that is blind to one proves nothing. */
const SINS: readonly (readonly [string, RegExp, Sin, readonly string[]])[] = [
  [
    'an engine that takes a used authorization for proof',
    /"timesPaid":0,"state":"settled"/,
    {
      seenChain: (chain) => ({
        ...chain,
        async fate(payment, fromBlock) {
          const fate = await chain.fate(payment, fromBlock)
          const head = await chain.head()
          if (!fate.ok || !head.ok || fate.value.kind !== 'spent') return fate
          const { blockHash, blockNumber } = head.value
          return ok({ kind: 'paid', proof: { txHash: blockHash, blockHash, blockNumber, logIndex: 0 } })
        },
      }),
    },
    [],
  ],
  [
    'an engine that signs a submitted payment anew',
    /receipt 1 may land at the nonces 0,1/,
    {
      seenLedger: (ledger) => ({
        ...ledger,
        payment(id) {
          const payment = ledger.payment(id)
          return payment?.state === 'submitted' ? { ...payment, state: 'accepted' } : payment
        },
      }),
    },
    ['accept', 'round', 'round'],
  ],
  [
    'an engine that never gives up a transaction',
    /"timesPaid":0,"state":"submitted"/,
    {
      seenLedger: (ledger) => ({
        ...ledger,
        record: async (fact) =>
          fact.type === 'returned' ? ok({ seq: 0, at: 0, fact }) : ledger.record(fact),
      }),
    },
    [],
  ],
  ['a token that forgets what was used', /"timesPaid":2|paid 2 times/, { tokenForgets: true }, []],
  ['a disk that answers before it has written', /receipt 1 is lost/, { diskForgets: true }, []],
]

/** The same for voids, cancellations and refunds. */
const SINS_OF_RETURNS: typeof SINS = [
  [
    'an engine that sends what was taken back',
    /taken back, and may land|"state":"voided".*"timesPaid":1|INTERNAL/,
    {
      seenLedger: (ledger) => ({
        ...ledger,
        payment(id) {
          const payment = ledger.payment(id)
          return payment?.state === 'voided' ? { ...payment, state: 'accepted' } : payment
        },
        record: async (fact) =>
          fact.type === 'submitted'
            ? ledger.record({ ...fact, batch: { ...fact.batch, payments: [] } })
            : ledger.record(fact),
      }),
    },
    ['accept', 'void'],
  ],
  [
    'an engine that takes a cancellation for done before it is on the chain',
    /is cancelled, and may be collected|"state":"cancelled".*"state":"voided"/,
    {
      seenChain: (chain) => ({
        ...chain,
        async fate(payment, fromBlock) {
          const fate = await chain.fate(payment, fromBlock)
          const genesis = await chain.blockHashAt(0)
          if (!fate.ok || fate.value.kind !== 'unused' || !genesis.ok || !genesis.value) return fate
          const proof = { txHash: genesis.value, blockHash: genesis.value, blockNumber: 0, logIndex: 0 }
          return ok({ kind: 'spent', proof })
        },
      }),
    },
    ['accept', 'mine until final', 'void with card'],
  ],
  [
    'a till that forgets what it gave back',
    /2000000 of receipt 1 was given back/,
    {
      seenLedger: (ledger) => ({
        ...ledger,
        payment(id) {
          const payment = ledger.payment(id)
          return payment && { ...payment, givenBack: 0n }
        },
      }),
    },
    [...SETTLED, 'refund'],
  ],
]

it.each(SINS_OF_RETURNS)(
  'finds out %s',
  async (what, sign, sin, from) => {
    const found = await explore({ depth: 4, mostStates: 2000, sin, from, withReturns: true })
    tell(what, found)
    expect(
      JSON.stringify(found.violation, (_key, value) => (typeof value === 'bigint' ? `${value}` : value)),
    ).toMatch(sign)
  },
  120_000,
)

it.each(SINS)(
  'finds out %s',
  async (what, sign, sin, from) => {
    const found = await explore({ depth: 6, mostStates: 5000, sin, from })
    tell(what, found)
    expect(JSON.stringify(found.violation)).toMatch(sign)
  },
  120_000,
)
