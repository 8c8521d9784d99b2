export interface PlotPoint {
  readonly label: string
  /** Percent. */
  readonly x: number
  readonly y: number
}

export interface PlotTexts {
  readonly title: string
  readonly x: string
  readonly y: string
}

const [WIDTH, HEIGHT, EDGE] = [720, 480, 72]

/** Points joined in their order, on axes from zero, as an SVG text. */
export function plot(points: readonly PlotPoint[], texts: PlotTexts): string {
  const most = (of: (point: PlotPoint) => number) => Math.max(0.001, ...points.map(of)) * 1.1
  const [mostX, mostY] = [most(({ x }) => x), most(({ y }) => y)]
  const px = (x: number) => EDGE + (x / mostX) * (WIDTH - 2 * EDGE)
  const py = (y: number) => HEIGHT - EDGE - (y / mostY) * (HEIGHT - 2 * EDGE)
  const at = ({ x, y }: PlotPoint) => `${px(x).toFixed(1)},${py(y).toFixed(1)}`
  const ticks = [0, 0.25, 0.5, 0.75, 1]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(texts.title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    text(WIDTH / 2, 32, texts.title, 'middle'),
    text(WIDTH / 2, HEIGHT - 20, texts.x, 'middle'),
    `<g transform="rotate(-90 20 ${HEIGHT / 2})">${text(20, HEIGHT / 2, texts.y, 'middle')}</g>`,
    `<path d="M${EDGE} ${EDGE}V${HEIGHT - EDGE}H${WIDTH - EDGE}" fill="none" stroke="#999"/>`,
    ...ticks.map((part) => text(px(part * mostX), HEIGHT - EDGE + 18, (part * mostX).toFixed(1), 'middle')),
    ...ticks.map((part) => text(EDGE - 8, py(part * mostY) + 4, (part * mostY).toFixed(1), 'end')),
    `<polyline points="${points.map(at).join(' ')}" fill="none" stroke="#111"/>`,
    ...points.map((point) => `<circle cx="${px(point.x).toFixed(1)}" cy="${py(point.y).toFixed(1)}" r="4"/>`),
    ...[...labelsAt(points, at)].map(([, { x, y, label }]) => text(px(x) + 8, py(y) - 8, label, 'start')),
    '</svg>\n',
  ].join('\n')
}

/** Points that lie on one another share a label. */
function labelsAt(points: readonly PlotPoint[], at: (point: PlotPoint) => string): Map<string, PlotPoint> {
  const labels = new Map<string, PlotPoint>()
  for (const point of points) {
    const there = labels.get(at(point))
    labels.set(at(point), there ? { ...point, label: `${there.label}, ${point.label}` } : point)
  }
  return labels
}

const text = (x: number, y: number, words: string, anchor: string): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${escaped(words)}</text>`

const escaped = (words: string): string => words.replace(/&/g, '&amp;').replace(/</g, '&lt;')
