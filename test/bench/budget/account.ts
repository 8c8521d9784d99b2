/** From and to, in milliseconds of `performance.now()`. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** What a tap waits for that no driver can shorten. Where several are busy at once, the first of these counts. */
const KINDS = ['card', 'line', 'search'] as const
export type Kind = (typeof KINDS)[number]

export interface Busy extends Span {
  readonly kind: Kind
}

/** A window in parts, in milliseconds. `rest`: the time in which none of the kinds was busy. */
export type Parts = Readonly<Record<Kind | 'rest', number>>

export function split(busy: readonly Busy[], window: Span): Parts {
  const parts: Record<Kind, number> = { card: 0, line: 0, search: 0 }
  const counted: Busy[] = []
  let covered = 0
  for (const kind of KINDS) {
    counted.push(...busy.filter((one) => one.kind === kind))
    const now = coverage(counted, window)
    parts[kind] = now - covered
    covered = now
  }
  return { ...parts, rest: window.to - window.from - covered }
}

/** How much of the window the spans cover together. */
function coverage(spans: readonly Span[], window: Span): number {
  let sum = 0
  let end = window.from
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const start = Math.max(from, end)
    const stop = Math.min(to, window.to)
    sum += Math.max(0, stop - start)
    end = Math.max(end, stop)
  }
  return sum
}
