// What is missing from some printers, and has a plain form that reads the same.
const REPLACEMENTS: Readonly<Record<string, string>> = {
  '\u00a0': ' ',
  '\u202f': ' ',
  '…': '...',
  '–': '-',
  '—': '-',
  '−': '-',
  '→': '->',
  '×': 'x',
  '«': '"',
  '»': '"',
  '“': '"',
  '”': '"',
  '„': '"',
  '‘': "'",
  '’': "'",
}

/**
 * The same text with plain punctuation. What a printer still lacks is drawn (drivers/escpos), which
 * takes time. Lengths may grow, so this comes before any line is measured.
 */
export const toPaperLetters = (text: string): string =>
  text.normalize('NFC').replace(/[^\u0020-\u007e]/gu, (letter) => REPLACEMENTS[letter] ?? letter)
