const SECOND = 1000
const UNITS: readonly (readonly [number, string])[] = [
  [86_400 * SECOND, 'd'],
  [3600 * SECOND, 'h'],
  [60 * SECOND, 'min'],
]

/** How long, in the largest unit of which it is two or more: "90 s", "12 min", "36 h", "4 d". */
export function lengthText(ms: number): string {
  const [size, unit] = UNITS.find(([each]) => ms >= 2 * each) ?? [SECOND, 's']
  return `${Math.floor(Math.max(0, ms) / size)} ${unit}`
}

/** A moment, UTC, to the second. */
export const momentText = (at: number): string =>
  new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, '')

/** What came from a terminal, without anything that would do something to the screen that it is read on. */
export const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '·')

/** Rows in columns that are as wide as they have to be. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>(
    (known, row) =>
      Array.from({ length: Math.max(known.length, row.length) }, (_, n) =>
        Math.max(known[n] ?? 0, row[n]?.length ?? 0),
      ),
    [],
  )
  return rows
    .map((row) =>
      row
        .map((cell, n) => cell.padEnd(widths[n] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const WIDTH = 80

/** Text behind a head, in lines of at most 80 letters that begin under each other. */
export function wrapped(head: string, text: string): string {
  const room = Math.max(20, WIDTH - head.length)
  const lines: string[] = []
  for (const word of text.split(' ').flatMap((each) => each.match(new RegExp(`.{1,${room}}`, 'gu')) ?? [])) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + word.length <= room)
      lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return (
    lines.map((line, n) => (n === 0 ? head : ' '.repeat(head.length)) + line).join('\n') || head.trimEnd()
  )
}
