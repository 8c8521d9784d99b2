const WIDTH = 200
const HEIGHT = 28
/** Fewer say nothing about where it goes. */
const FEWEST = 3

/** A line through what was measured while the screen is open; nothing where too little was. */
export function Plot({ values, label }: { readonly values: readonly number[]; readonly label: string }) {
  if (values.length < FEWEST) return null
  return (
    <svg
      className="plot"
      viewBox={`0 -2 ${WIDTH} ${HEIGHT + 4}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <polyline points={pointsOf(values).join(' ')} />
    </svg>
  )
}

/** From the lowest at the bottom to the highest at the top; what never changes lies in the middle. */
export function pointsOf(values: readonly number[]): string[] {
  const low = Math.min(...values)
  const range = Math.max(...values) - low
  const step = WIDTH / (values.length - 1)
  const height = (value: number) => (range === 0 ? HEIGHT / 2 : HEIGHT * (1 - (value - low) / range))
  return values.map((value, i) => `${(i * step).toFixed(1)},${height(value).toFixed(1)}`)
}
