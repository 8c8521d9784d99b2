import type { Span } from './fare.ts'

/** The pass that a card has the longest; null when all have ended. This is the one that a top-up prolongs. */
export function lastPass<Pass extends Span>(passes: readonly Pass[], at: number): Pass | null {
  const open = passes.filter(({ until }) => until > at)
  return open.reduce<Pass | null>((last, pass) => (last && last.until >= pass.until ? last : pass), null)
}

/**
 * Until when a card rides by its passes without a gap; null when none is good now. A pass that was
 * prolonged ends where its last top-up does.
 */
export function coveredUntil(passes: readonly Span[], at: number): number | null {
  let until: number | null = null
  for (const pass of [...passes].sort((one, other) => one.from - other.from)) {
    const end: number = until ?? at
    if (pass.from <= end && pass.until > end) until = pass.until
  }
  return until
}
