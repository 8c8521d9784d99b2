/** Turns one byte of text into its letter; U+FFFD where the page has none. */
export type CodePage = (byte: number) => string

// The tables of the WHATWG Encoding standard, written by others than the driver's encoder.
const whatwg = (label: string): CodePage => {
  const decoder = new TextDecoder(label)
  return (byte) => decoder.decode(Uint8Array.of(byte))
}

const windows1251 = whatwg('windows-1251')
const ibm866 = whatwg('ibm866')

// KZ-1048 (STRK1048-2002, registered with IANA as KZ-1048) is Windows-1251 but for these.
const KAZAKH: Readonly<Record<number, string>> = {
  ...{ 141: 'Қ', 142: 'Һ', 157: 'қ', 158: 'һ', 161: 'Ұ', 162: 'ұ', 163: 'Ә', 165: 'Ө' },
  ...{ 170: 'Ғ', 175: 'Ү', 180: 'ө', 186: 'ғ', 188: 'ә', 189: 'Ң', 190: 'ң', 191: 'ү' },
}

const kz1048: CodePage = (byte) => KAZAKH[byte] ?? windows1251(byte)

const PC437_LETTERS =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»' + 'αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0'

/** PC437 shares its line-drawing half-rows, B0 to DF, with PC866. */
const pc437: CodePage = (byte) => {
  if (byte < 0x80 || (byte >= 0xb0 && byte < 0xe0)) return ibm866(byte)
  return [...PC437_LETTERS][byte < 0xb0 ? byte - 0x80 : byte - 0xb0] ?? '\ufffd'
}

/** ESC t numbers of the Epson TM series (Epson reference, ESC t; 53 from escpos-printer-db). */
const PAGES: Readonly<Record<number, CodePage>> = {
  0: pc437,
  16: whatwg('windows-1252'),
  17: ibm866,
  46: windows1251,
  53: kz1048,
}

const none: CodePage = (byte) => (byte < 0x80 ? String.fromCharCode(byte) : '\ufffd')

export const codePage = (number: number): CodePage => PAGES[number] ?? none
