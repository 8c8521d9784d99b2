/**
 * Breaks a text into lines of at most `width` letters, between words where it can. Any run of
 * white space (the no-break space that groups digits in Russian too) counts as one space.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of text.split(/\s+/u).flatMap((word) => cut(word, width))) {
    if (piece === '') continue
    const longer = line === '' ? piece : `${line} ${piece}`
    if (lettersIn(longer) > width) {
      lines.push(line)
      line = piece
    } else line = longer
  }
  return line === '' ? lines : [...lines, line]
}

/** Like `wrap`, with lines of much the same length: centred text without a lonely last word. */
export function wrapEvenly(text: string, width: number): string[] {
  const lines = wrap(text, width)
  let narrower = width - 1
  while (narrower > 0 && wrap(text, narrower).length === lines.length) narrower -= 1
  return wrap(text, narrower + 1)
}

/** Letters, not UTF-16 units: each takes one column. */
export const lettersIn = (text: string): number => [...text].length

function cut(word: string, width: number): string[] {
  const letters = [...word]
  const pieces: string[] = []
  for (let at = 0; at < letters.length; at += width) pieces.push(letters.slice(at, at + width).join(''))
  return pieces
}

/**
 * `left` and `right` at the two edges of one line; when they do not fit together, `right` goes
 * below, at its edge.
 */
export function spread(left: string, right: string, width: number): string[] {
  const space = width - lettersIn(left) - lettersIn(right)
  if (space >= 1) return [left + ' '.repeat(space) + right]
  return [...wrap(left, width), ...wrap(right, width).map((part) => part.padStart(width))]
}
