/**
 * Letters that page PC866 lacks, in those it has. Only Kazakh ones matter here: no character table of
 * such displays holds them, and a word with its nearest letters is still read.
 */
const NEAREST: Readonly<Record<string, string>> = {
  ...{ Ә: 'А', Ғ: 'Г', Қ: 'К', Ң: 'Н', Ө: 'О', Ұ: 'У', Ү: 'У', Һ: 'Х', І: 'I' },
  ...{ ә: 'а', ғ: 'г', қ: 'к', ң: 'н', ө: 'о', ұ: 'у', ү: 'у', һ: 'х', і: 'i' },
  ...{ '\u00a0': ' ', '\u202f': ' ', '–': '-', '—': '-', '…': '.', '’': "'", '«': '"', '»': '"' },
  '₸': 'T',
}

/**
 * One byte per letter in PC866 (IBM code page 866): ASCII as it is, А to п from 80, р to я from E0,
 * Ё and ё at F0 and F1. A letter that has no byte is "?".
 */
export const toPc866 = (text: string): Uint8Array =>
  Uint8Array.from([...text.normalize('NFC')].map((letter) => byteOf(NEAREST[letter] ?? letter)))

function byteOf(letter: string): number {
  const code = letter.codePointAt(0) ?? 0
  if (code >= 0x20 && code < 0x7f) return code
  if (code >= 0x410 && code <= 0x43f) return code - 0x410 + 0x80
  if (code >= 0x440 && code <= 0x44f) return code - 0x440 + 0xe0
  if (letter === 'Ё') return 0xf0
  if (letter === 'ё') return 0xf1
  return 0x3f
}
