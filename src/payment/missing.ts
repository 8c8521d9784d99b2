/** Receipt numbers from one to another, both included. */
export interface ReceiptRange {
  readonly from: number
  readonly to: number
}

/** The ranges without one number; a range may fall into two. */
export const withoutNumber = (ranges: readonly ReceiptRange[], number: number): readonly ReceiptRange[] =>
  ranges.flatMap((range) => {
    if (number < range.from || number > range.to) return range
    const rest = [
      { from: range.from, to: number - 1 },
      { from: number + 1, to: range.to },
    ]
    return rest.filter(({ from, to }) => from <= to)
  })

export const missingCount = (ranges: readonly ReceiptRange[]): number =>
  ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0)
