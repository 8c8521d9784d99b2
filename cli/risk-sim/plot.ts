export interface PlotPoint {
  readonly label: string
  /** Percent. */
  readonly x: number
  readonly y: number
}

export interface Curve {
  readonly name: string
  readonly points: readonly PlotPoint[]
}

export interface PlotTexts {
  readonly title: string
  readonly note: string
  readonly x: string
  readonly y: string
}

const [WIDTH, HEIGHT, EDGE] = [720, 480, 72]

interface Style {
  readonly colour: string
  /** Of the line: lengths of strokes and gaps. */
  readonly dashes: string
  readonly mark: (x: number, y: number) => string
}

/** Told apart by mark and dashes as well, not by colour alone. */
const STYLES: readonly Style[] = [
  { colour: '#111', dashes: 'none', mark: (x, y) => `<circle cx="${fixed(x)}" cy="${fixed(y)}" r="4"/>` },
  { colour: '#0b6e4f', dashes: '8 4', mark: (x, y) => shape(x, y, '-4 -4h8v8h-8z') },
  { colour: '#b3541e', dashes: '2 4', mark: (x, y) => shape(x, y, '0 -5l5 9h-10z') },
  { colour: '#1f4e9c', dashes: '12 4 2 4', mark: (x, y) => shape(x, y, '0 -6l5 6l-5 6l-5 -6z') },
  { colour: '#7a1f5c', dashes: '4 2', mark: (x, y) => shape(x, y, '-4 -4l8 8m0 -8l-8 8') },
]

/** Curves of points joined in their order, on axes from zero, as an SVG text. The first has its points labelled. */
export function plot(curves: readonly Curve[], texts: PlotTexts): string {
  const points = curves.flatMap((curve) => curve.points)
  const most = (of: (point: PlotPoint) => number) => Math.max(0.001, ...points.map(of)) * 1.1
  const [mostX, mostY] = [most(({ x }) => x), most(({ y }) => y)]
  const place = ({ x, y }: PlotPoint): readonly [number, number] => [
    EDGE + (x / mostX) * (WIDTH - 2 * EDGE),
    HEIGHT - EDGE - (y / mostY) * (HEIGHT - 2 * EDGE),
  ]
  const ticks = [0, 0.25, 0.5, 0.75, 1]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(texts.title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    text(WIDTH / 2, 28, texts.title, 'middle'),
    text(WIDTH / 2, 46, texts.note, 'middle'),
    text(WIDTH / 2, HEIGHT - 20, texts.x, 'middle'),
    `<g transform="rotate(-90 20 ${HEIGHT / 2})">${text(20, HEIGHT / 2, texts.y, 'middle')}</g>`,
    `<path d="M${EDGE} ${EDGE}V${HEIGHT - EDGE}H${WIDTH - EDGE}" fill="none" stroke="#999"/>`,
    ...ticks.map((part) => {
      const [x] = place({ label: '', x: part * mostX, y: 0 })
      return text(x, HEIGHT - EDGE + 18, (part * mostX).toFixed(1), 'middle')
    }),
    ...ticks.map((part) => {
      const [, y] = place({ label: '', x: 0, y: part * mostY })
      return text(EDGE - 8, y + 4, (part * mostY).toFixed(1), 'end')
    }),
    ...curves.map((curve, i) => drawn(curve.points.map(place), styleOf(i))),
    ...[...labelsAt(curves[0]?.points ?? [], place)].map(([, [x, y, label]]) =>
      text(x + 8, y - 8, label, 'start'),
    ),
    ...curves.map(({ name }, i) => legend(name, i)),
    '</svg>\n',
  ].join('\n')
}

const styleOf = (n: number): Style =>
  STYLES[n % STYLES.length] ?? { colour: '#111', dashes: 'none', mark: () => '' }

function drawn(places: readonly (readonly [number, number])[], { colour, dashes, mark }: Style): string {
  const line = places.map(([x, y]) => `${fixed(x)},${fixed(y)}`).join(' ')
  const marks = places.map(([x, y]) => mark(x, y)).join('')
  return `<g fill="${colour}" stroke="${colour}"><polyline points="${line}" fill="none" stroke-dasharray="${dashes}"/>${marks}</g>`
}

/** Down the right side, where curves that fall to the right leave room. */
function legend(name: string, n: number): string {
  const [x, y] = [WIDTH - EDGE - 150, EDGE + 8 + 20 * n]
  const line = drawn(
    [
      [x, y],
      [x + 32, y],
    ],
    { ...styleOf(n), mark: () => '' },
  )
  const { colour, mark } = styleOf(n)
  return `${line}<g fill="${colour}" stroke="${colour}">${mark(x + 16, y)}</g>${text(x + 42, y + 4, name, 'start')}`
}

/** Points that lie on one another share a label. */
function labelsAt(
  points: readonly PlotPoint[],
  place: (point: PlotPoint) => readonly [number, number],
): Map<string, readonly [number, number, string]> {
  const labels = new Map<string, readonly [number, number, string]>()
  for (const point of points) {
    const [x, y] = place(point)
    const key = `${fixed(x)} ${fixed(y)}`
    const there = labels.get(key)
    labels.set(key, [x, y, there ? `${there[2]}, ${point.label}` : point.label])
  }
  return labels
}

const fixed = (value: number): string => value.toFixed(1)
const shape = (x: number, y: number, path: string): string =>
  `<path transform="translate(${fixed(x)} ${fixed(y)})" d="M${path}"/>`

const text = (x: number, y: number, words: string, anchor: string): string =>
  `<text x="${fixed(x)}" y="${fixed(y)}" text-anchor="${anchor}">${escaped(words)}</text>`

const escaped = (words: string): string => words.replace(/&/g, '&amp;').replace(/</g, '&lt;')
