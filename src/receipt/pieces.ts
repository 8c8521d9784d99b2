import { toPaperLetters } from './letters.ts'
import { type Columns, lettersPerLine, type ReceiptLine, type TextAlign, type TextSize } from './line.ts'
import { lettersIn, spread, wrap, wrapEvenly } from './wrap.ts'

/** What paper is put together from, whatever it is about. */
export const RULE: ReceiptLine = { kind: 'rule' }
export const feed = (lines: number): ReceiptLine => ({ kind: 'feed', lines })

export interface Style {
  readonly align?: TextAlign
  readonly size?: TextSize
  readonly bold?: boolean
}

/** Lines that fit already. */
export const styled = (
  lines: string[],
  { align = 'left', size = 'normal', bold = false }: Style,
): ReceiptLine[] => lines.map((line) => ({ kind: 'text', text: line, align, size, bold }))

/** Words, over as many lines as they need. */
export function text(words: string, columns: Columns, style: Style = {}): ReceiptLine[] {
  const wrapped = style.align === 'center' ? wrapEvenly : wrap
  return styled(wrapped(toPaperLetters(words), lettersPerLine(columns, style.size ?? 'normal')), style)
}

/** A label and its value at the two edges of the paper. */
export const row = (label: string, value: string, columns: Columns, style: Style = {}): ReceiptLine[] =>
  styled(
    spread(toPaperLetters(label), toPaperLetters(value), lettersPerLine(columns, style.size ?? 'normal')),
    style,
  )

/** Double where that fits one line, else tall: a narrower letter, but as high. */
export const largest = (words: string, columns: Columns): TextSize =>
  lettersIn(words) <= lettersPerLine(columns, 'double') ? 'double' : 'tall'
