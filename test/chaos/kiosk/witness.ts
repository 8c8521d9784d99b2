import type { CardName } from '#simulator/cards.ts'

/** What people at the counter have been told. Amounts in smallest units. */
export interface Promised {
  readonly receipt: string
  readonly units: bigint
  readonly card: CardName
  readonly round: number
}

export interface Witness {
  /** Every "Paid" that was seen on the screen. */
  readonly promised: Promised[]
  /** What should not have happened, in words. */
  readonly complaints: string[]
  /** How sales ended: by the screen's own word or code. */
  readonly endings: Map<string, number>
}

export const createWitness = (): Witness => ({ promised: [], complaints: [], endings: new Map() })
