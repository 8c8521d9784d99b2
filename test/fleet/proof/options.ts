/** How large the proof is, and what happens in it. */
export interface ProofOptions {
  readonly terminals: number
  readonly payments: number
  readonly seed: number
  /** Processes that the terminals are in. */
  readonly workers: number
  readonly lanes: number
  /** Outages of each part, and of each other trouble as many. */
  readonly outages: number
  /** How often a settler hangs for longer than its leases last, and then goes on. */
  readonly freezes: number
  /** Terminals whose disks become old copies of themselves. */
  readonly restored: number
  /** The longest outage. */
  readonly outageSeconds: number
  readonly leaseMinutes: number
  /** How long a payment waits at the settler for others. */
  readonly waitSeconds: number
  /** From one look of a terminal at what is due to the next. */
  readonly roundMs: number
  /** So many payments are not settled at most; then the terminals wait with the next sale. */
  readonly open: number
  /** Rounds of sales at terminals without a fleet, for their gas. */
  readonly loneRounds: number
  /** Where the terminals' disks are. */
  readonly disks: string
  /** Where the broker's store and all else is. */
  readonly folder: string
}

export const FULL_SIZE = {
  ...{ terminals: 1000, payments: 100_000, seed: 1, workers: 2, lanes: 4 },
  ...{
    outages: 4,
    freezes: 2,
    restored: 5,
    outageSeconds: 25,
    leaseMinutes: 5,
    waitSeconds: 3,
    roundMs: 10_000,
  },
  loneRounds: 10,
} satisfies Omit<ProofOptions, 'disks' | 'folder' | 'open'>

/** Small runs too have their troubles one after the other. */
export const openOf = (payments: number): number => Math.min(6000, Math.ceil(payments / 12))
