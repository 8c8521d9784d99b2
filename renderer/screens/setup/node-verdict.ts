import type { NodeCheck } from '#src/ipc/setup.ts'

/** A chain's blocks come every few seconds: a node whose last one is older lags, or this clock is wrong. */
const OLDEST_BLOCK_S = 600
/** A block from the future is certain: this clock is behind. */
const AHEAD_S = -120

export const isBlockOdd = ({ blockAge }: Pick<NodeCheck, 'blockAge'>): boolean =>
  blockAge !== null && (blockAge > OLDEST_BLOCK_S || blockAge < AHEAD_S)

/** `refused`: it is another chain or token, and payments would never be paid. `doubtful`: somebody has to decide. */
export type Verdict = 'good' | 'doubtful' | 'refused'

export function verdictOn(nodes: readonly NodeCheck[]): Verdict {
  if (nodes.some(({ fault }) => fault === 'CHAIN_WRONG' || fault === 'TOKEN_WRONG')) return 'refused'
  return nodes.every((node) => node.fault === null && !isBlockOdd(node)) ? 'good' : 'doubtful'
}
