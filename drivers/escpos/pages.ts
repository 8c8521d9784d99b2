/**
 * The code pages that receipts are printed in. `rk1048` (KZ-1048) has Russian and Kazakh letters,
 * the two others Russian ones; `ascii` has neither, and needs nothing of the printer.
 */
export type Page = 'rk1048' | 'cp866' | 'windows1251' | 'ascii'

const RUSSIAN = 'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюяЁё№'
const KAZAKH = 'ӘәҒғҚқҢңӨөҰұҮүҺһІі'

// Letters that some printer's font may lack are left out: what is not here is drawn.
const LETTERS: Readonly<Record<Page, ReadonlySet<string>>> = {
  rk1048: new Set(RUSSIAN + KAZAKH),
  cp866: new Set(RUSSIAN),
  windows1251: new Set(`${RUSSIAN}Іі`),
  ascii: new Set(),
}

/** Whether the printer has every letter of the text in that page. */
export const holds = (page: Page, text: string): boolean =>
  [...text].every((letter) => (letter >= ' ' && letter <= '~') || LETTERS[page].has(letter))
