import type { RefundKey } from '#main/keys/refund-key.ts'
import { createRefundDesk } from '#main/returns/refund.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { ok } from '#src/result.ts'
import { acceptedPayment, account } from '../../fakes/accepted.ts'
import { type FakeChain, fakeChain } from '../../fakes/chain.ts'
import { loseLastLine, openMemoryLedger, removeJournal } from './memory-ledger.ts'
import { calmDown, endByTill, wrongEnds } from './reference.ts'
import { stateKey } from './state-key.ts'
import {
  CONFIRMATIONS,
  GAS_ACCOUNT,
  openTill,
  REBROADCAST_WAIT_MS,
  type Till,
  type TillOptions,
} from './till.ts'
import { Crash, changesWire } from './tripwire.ts'

/** What a search may be made to find: an engine, a disk or a token that breaks its word. */
export interface Sin extends Omit<TillOptions, 'open'> {
  readonly tokenForgets?: boolean
  readonly diskForgets?: boolean
}

export interface Search {
  /** Events in a row. */
  readonly depth: number
  /** Ends earlier, with all states of a depth or without, when it has seen so many. */
  readonly mostStates: number
  /** What has happened before the search begins. */
  readonly from?: readonly string[]
  /** With voids, cancellations and refunds among the events. */
  readonly withReturns?: boolean
  readonly sin?: Sin
}

export interface Found {
  readonly states: number
  readonly transitions: number
  /** The longest row of events of which every state was seen. */
  readonly depth: number
  readonly violation: { readonly path: readonly string[]; readonly what: unknown } | null
}

const FOLDER = 'explored'
const [FIRST, SECOND] = [acceptedPayment(1), acceptedPayment(2)]
const PAYMENTS = [FIRST, SECOND]
const BY = { id: 'dana', name: 'Дана' }
const CAP = 10n ** 12n
const WALLET = account(0x5ef)
/** The model of a token looks at no signature. */
const ANY_SIGNATURE: Hex = `0x${'33'.repeat(64)}1b`
const REFUND_KEY: RefundKey = { address: () => ok(WALLET), sign: () => ok(ANY_SIGNATURE) }
/** Above every bid that is made while fees are as usual, and below those that are made then. */
const HIGH_FEE = 100

/** One life of the terminal and the world around it. */
interface Life {
  readonly chain: FakeChain
  readonly sin: Sin
  readonly wire: ReturnType<typeof changesWire>
  readonly till: Till
  readonly accepted: number
  /** The transaction that the running program has seen waiting; it forgets with each start. */
  readonly waiting: Hex | undefined
  /** Blocks were taken back: a transaction that was given up may land after all. */
  readonly hasReorganised: boolean
}

type Event = (life: Life) => Promise<Life>

const onChain =
  (happen: (chain: FakeChain) => void): Event =>
  async (life) => {
    happen(life.chain)
    return life
  }
const reorganise =
  (transactions: 'gone' | 'pending'): Event =>
  async (life) => {
    life.chain.reorganise(1, transactions)
    return { ...life, hasReorganised: true }
  }

/** Everything that can happen next, but for crashes. */
const EVENTS: Readonly<Record<string, Event>> = {
  accept: acceptNext,
  round,
  mine: onChain((chain) => chain.mine()),
  'mine until final': onChain((chain) => {
    for (let i = 0; i < CONFIRMATIONS; i += 1) chain.mine()
  }),
  'reorganise, gone': reorganise('gone'),
  'reorganise, pending': reorganise('pending'),
  'forget the mempool': onChain((chain) => chain.forgetPending()),
  'foreign nonce': onChain((chain) => chain.takeNonce(GAS_ACCOUNT.address)),
  'paid by another hand': onChain((chain) => chain.payByAnotherHand(FIRST)),
  'cancelled by the payer': onChain((chain) => chain.cancel(FIRST)),
  'fees rise or fall': onChain((chain) => chain.setBaseFee(chain.view().baseFee === 1 ? HIGH_FEE : 1)),
  'lose an answer': onChain((chain) => chain.loseNextAnswer()),
}

/** What people at the terminal do besides: in searches of their own, as each event multiplies the rest. */
const RETURNS: Readonly<Record<string, Event>> = {
  void: takeBack(null),
  'void with card': takeBack(`0x${'22'.repeat(64)}1c`),
  refund: giveBack,
}

/** The ledger says whether that is still possible. */
function takeBack(cancellation: Hex | null): Event {
  return async (life) => {
    await life.till.record({ type: 'voided', id: FIRST.authorization.nonce, by: BY, cancellation })
    return life
  }
}

/** All of the first payment, by the desk that a cashier uses. */
async function giveBack(life: Life): Promise<Life> {
  const { ledger, clock } = life.till
  const desk = createRefundDesk({
    ledger: life.sin.seenLedger?.(ledger) ?? ledger,
    clock,
    authorise: async () => ok({ by: BY }),
    terms: { terminalId: 'explored', till: 1, domain: FIRST.domain },
    wallet: { key: REFUND_KEY, caps: { maxUnits: CAP, maxUnitsPerDay: CAP } },
    isSelling: () => false,
    balanceOf: async () => ok(0n),
  })
  const { nonce, value } = FIRST.authorization
  const made = await desk.make({ id: nonce, units: value, reason: '' })
  if (made.ok && made.value.entry.fact.type === 'refunded')
    life.till.know(made.value.entry.fact.refund.authorization.nonce)
  return life
}

async function acceptNext(life: Life): Promise<Life> {
  const payment = PAYMENTS[life.accepted]
  if (!payment) return life
  await life.till.accept(payment)
  return { ...life, accepted: life.accepted + 1 }
}

/** Time passes after each round, so that the next one may send again and outbid. */
async function round(life: Life): Promise<Life> {
  await life.till.round()
  await life.till.clock.advance(2 * REBROADCAST_WAIT_MS)
  return { ...life, waiting: firstWaiting(life) }
}

function firstWaiting({ chain, till }: Life): Hex | undefined {
  const mined = chain.view().accountNonces.get(GAS_ACCOUNT.address) ?? 0
  const waiting = till.ledger.batches().filter(({ accountNonce }) => accountNonce >= mined)
  const lowest = Math.min(...waiting.map(({ accountNonce }) => accountNonce))
  return waiting.findLast(({ accountNonce }) => accountNonce === lowest)?.hash
}

/** The program dies after so many changes of its next round, and is started again. */
const crashAfter =
  (changes: number): Event =>
  async (life) => {
    life.wire.arm(changes)
    const died = await life.till.round().then(
      () => false,
      (error: unknown) => {
        if (!(error instanceof Crash)) throw error
        return true
      },
    )
    return died ? restart(life) : { ...life, waiting: firstWaiting(life) }
  }

async function restart(life: Life): Promise<Life> {
  if (life.sin.diskForgets) loseLastLine(FOLDER)
  return { ...life, ...(await startTill(life.chain, life.sin)), waiting: undefined }
}

async function startTill(chain: FakeChain, sin: Sin) {
  const wire = changesWire()
  return { wire, till: await openTill(FOLDER, chain, wire, { ...sin, open: openMemoryLedger }) }
}

async function begin(sin: Sin): Promise<Life> {
  removeJournal(FOLDER)
  const chain = fakeChain({ tokenForgets: sin.tokenForgets === true })
  // Enough for a second time, should anybody try.
  for (const { authorization } of PAYMENTS) chain.fund(authorization.from, 3n * authorization.value)
  chain.fund(WALLET, CAP)
  const started = await startTill(chain, sin)
  return { chain, sin, ...started, accepted: 0, waiting: undefined, hasReorganised: false }
}

/** A row of events, each by its name; a crash by the number of changes that came before it. */
type Path = readonly (string | number)[]

async function live(path: Path, sin: Sin): Promise<Life> {
  let life = await begin(sin)
  for (const each of path)
    life = await (typeof each === 'number' ? crashAfter(each) : (EVENTS[each] ?? RETURNS[each] ?? round))(
      life,
    )
  return life
}

/** What must never be, in whatever state. */
function wrongNow(life: Life): unknown {
  const { chain, till, accepted, hasReorganised } = life
  for (const payment of PAYMENTS.slice(0, accepted)) {
    const { state, timesPaid } = endByTill(chain, till, payment)
    if (state === undefined) return `receipt ${payment.receiptNumber} is lost`
    if (timesPaid > 1) return `receipt ${payment.receiptNumber} was paid ${timesPaid} times`
    const isTakenBack = till.payment(payment)?.voided === true
    if (isTakenBack && !life.hasReorganised && chain.noncesOf(payment).length > 0)
      return `receipt ${payment.receiptNumber} was taken back, and may land`
    const given = payment === FIRST ? givenBack(chain, till) : 0n
    if (given > (isTakenBack || timesPaid > 0 || hasReorganised ? payment.authorization.value : 0n))
      return `${given} of receipt ${FIRST.receiptNumber} was given back`
    if (state === 'cancelled' && !isCancelled(chain, payment) && !hasReorganised)
      return `receipt ${payment.receiptNumber} is cancelled, and may be collected`
    if (state === 'settled' && timesPaid !== 1) return `receipt ${payment.receiptNumber} is settled, not paid`
    // One nonce: only one of them can land. A block that is taken back may bring an old one back.
    const nonces = chain.noncesOf(payment)
    if (!hasReorganised && nonces.length > 1)
      return `receipt ${payment.receiptNumber} may land at the nonces ${nonces.join()}`
  }
  return undefined
}

/** What the refund wallet has paid out, and what it has signed and may still pay. */
function givenBack(chain: FakeChain, { ledger }: Till): bigint {
  const out = CAP - chain.balanceOf(WALLET)
  const signed = ledger.payment(FIRST.authorization.nonce)?.givenBack ?? 0n
  return out > signed ? out : signed
}

/** Nobody can use it any more. */
const isCancelled = (chain: FakeChain, { authorization: { nonce } }: AcceptedPayment): boolean =>
  chain.view().logs.some(({ log }) => log.authorization.nonce === nonce && !log.transferred)

/** What is wrong when calm follows. The life is over afterwards. */
async function wrongInTheEnd({ chain, till, accepted }: Life): Promise<unknown> {
  const payments = PAYMENTS.slice(0, accepted)
  await calmDown(chain, till, payments)
  const wrong = await wrongEnds(chain, till, payments)
  return wrong.length > 0 ? wrong : undefined
}

/** How many changes the next round makes: so often can it be cut short. */
async function changesOfNextRound(path: Path, sin: Sin): Promise<number> {
  const life = await live(path, sin)
  const before = life.wire.changes()
  await life.till.round()
  return life.wire.changes() - before
}

/**
 * Breadth first, each state once. From every state that is found calm must lead
 * every payment to the end that the chain itself gives it.
 */
export async function explore({
  depth,
  mostStates,
  from = [],
  withReturns = false,
  sin = {},
}: Search): Promise<Found> {
  const seen = new Set<string>()
  let transitions = 0
  let reached: Path[] = [from]
  const names = Object.keys(withReturns ? { ...EVENTS, ...RETURNS } : EVENTS)
  for (let length = 1; length <= depth; length += 1) {
    const next: Path[] = []
    for (const path of reached) {
      const crashes = Array.from({ length: (await changesOfNextRound(path, sin)) + 1 }, (_, i) => i)
      for (const event of [...names, ...crashes]) {
        if (seen.size >= mostStates) return found(length - 1, null)
        transitions += 1
        const longer = [...path, event]
        const life = await live(longer, sin)
        const key = stateKey(life, PAYMENTS)
        if (seen.has(key)) continue
        seen.add(key)
        const what = wrongNow(life) ?? (await wrongInTheEnd(life))
        if (what !== undefined) return found(length - 1, { path: longer.map(nameOf), what })
        next.push(longer)
      }
    }
    if (next.length === 0) return found(length, null)
    reached = next
  }
  return found(depth, null)

  function found(whole: number, violation: Found['violation']): Found {
    return { states: seen.size, transitions, depth: whole, violation }
  }
}

const nameOf = (event: string | number): string =>
  typeof event === 'number' ? `crash after ${event} changes of a round` : event
