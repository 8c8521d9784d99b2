// The tenge sign is in no code page of any receipt printer; the others are missing from some.
const REPLACEMENTS: Readonly<Record<string, string>> = {
  '₸': 'тг',
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
 * The same text in letters that receipt printers have. Lengths may grow, so this comes before any
 * line is measured.
 */
export const toPaperLetters = (text: string): string =>
  text.normalize('NFC').replace(/[^\u0020-\u007e]/gu, (letter) => REPLACEMENTS[letter] ?? letter)
