import type { CardName } from '#simulator/cards.ts'
import { createDice, type Dice } from './dice.ts'

/** When in a sale something is done to it. The last two come after it, while it settles. */
export const MOMENTS = [
  'charged', // the customer is asked for the card
  'placed', // the card lies on the reader
  'signing', // the card has the command
  'signed', // the card's answer is about to go over the wire
  'seen', // the screen says "Paid"
  'printing', // the first bytes of the receipt are at the printer
  'printed', // the receipt is cut off
  'broadcast', // a transaction is on its way to the node
  'following', // the terminal asks what became of one
] as const
export type Moment = (typeof MOMENTS)[number]

export const KILLS = ['tree', 'renderer', 'gpu'] as const
export type Kill = (typeof KILLS)[number]

export const NETWORK_FAULTS = [
  'cut',
  'slow',
  'hang',
  'html',
  'wrong-chain',
  'answers-lost',
  'broadcast-answers-lost',
  'error-after-accept',
  'rate-limited',
  'rpc-errors',
] as const
export const CHAIN_FAULTS = [
  'reorganisation',
  'mempool-emptied',
  'gas-spike',
  'nonce-taken',
  'blocks-stop',
  'chain-time-jump',
] as const
export const MACHINE_FAULTS = [
  'printer-off',
  'printer-unplugged',
  'paper-out',
  'cover-open',
  'reader-unplugged',
  'card-pulled',
  'disk-full',
  'clock-forward',
  'clock-back',
] as const
export const FAULTS = [...NETWORK_FAULTS, ...CHAIN_FAULTS, ...MACHINE_FAULTS] as const
export type FaultName = (typeof FAULTS)[number]

export interface PlannedFault {
  readonly name: FaultName
  readonly at: Moment | 'before'
  /** `restart`: it is still there when the terminal starts again. */
  readonly lasts: 'sale' | 'restart'
  /** 0 to 9: how deep, how long, how much. */
  readonly size: number
}

export interface PlannedKill {
  readonly what: Kill
  readonly at: Moment
  readonly afterMs: number
}

export interface PlannedSale {
  readonly card: CardName
  readonly cents: number
  readonly faults: readonly PlannedFault[]
  readonly kills: readonly PlannedKill[]
}

/** A round ends with a kill of the whole tree, in its last sale or after it. */
export interface PlannedRound {
  readonly sales: readonly PlannedSale[]
}

/** Everything that will be done in a run. Nothing that happens meanwhile changes it. */
export function planRun({ seed, rounds }: { seed: number; rounds: number }): PlannedRound[] {
  const dice = createDice(seed)
  return Array.from({ length: rounds }, () => planRound(dice))
}

function planRound(dice: Dice): PlannedRound {
  const count = 1 + dice.below(4)
  return { sales: Array.from({ length: count }, (_, i) => planSale(dice, i === count - 1)) }
}

function planSale(dice: Dice, isLast: boolean): PlannedSale {
  const faults = [dice.percent(60), dice.percent(30)].flatMap((struck) => (struck ? [planFault(dice)] : []))
  const kills = [
    ...(dice.percent(30) ? [planKill(dice, 'renderer')] : []),
    ...(dice.percent(25) ? [planKill(dice, 'gpu')] : []),
    ...(isLast ? [planKill(dice, 'tree')] : []),
  ]
  // The limit on files that plays the full disk also holds for the memory that processes share, which
  // no disk limits: main could not start another page or GPU process under it.
  const diskIsFull = faults.some(({ name }) => name === 'disk-full')
  return {
    card: planCard(dice),
    // From 2 on: the poor card has one cent.
    cents: 2 + dice.below(60),
    faults,
    kills: diskIsFull ? kills.filter(({ what }) => what === 'tree') : kills,
  }
}

function planCard(dice: Dice): CardName {
  if (dice.percent(4)) return 'Poor'
  if (dice.percent(3)) return 'Refusing'
  if (dice.percent(3)) return 'Bank card'
  return dice.pick(['Aigerim', 'Daniyar', 'Madina'])
}

type Names = readonly [FaultName, ...FaultName[]]

function planFault(dice: Dice): PlannedFault {
  const name = dice.pick<FaultName>(dice.pick<Names>([NETWORK_FAULTS, CHAIN_FAULTS, MACHINE_FAULTS]))
  return {
    name,
    at: dice.percent(50) ? 'before' : dice.pick(MOMENTS),
    lasts: dice.percent(60) || name === 'disk-full' ? 'sale' : 'restart',
    size: dice.below(10),
  }
}

const planKill = (dice: Dice, what: Kill): PlannedKill => ({
  what,
  at: dice.pick(MOMENTS),
  // Short after the moment is where the writes are.
  afterMs: dice.percent(30) ? 0 : dice.below(dice.percent(70) ? 40 : 400),
})
