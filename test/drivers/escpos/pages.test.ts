import { describe, expect, it } from 'vitest'
import { holds } from '#drivers/escpos/pages.ts'
import { KZ1048 } from '../../vectors/escpos.ts'

const RUSSIAN = 'Съешь ещё этих мягких французских булок, да выпей чаю. Чек № 7'

/** The tables of the WHATWG Encoding standard, backwards. */
const inStandard = (label: string, text: string): boolean => {
  const all = new TextDecoder(label).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))
  return [...text].every((letter) => all.includes(letter))
}

describe('a page', () => {
  it.each([
    ['rk1048', [true, true, true]],
    ['cp866', [true, true, false]],
    ['windows1251', [true, true, false]],
    ['ascii', [true, false, false]],
  ] as const)('%s holds English, Russian, Kazakh: %j', (page, expected) => {
    expect([holds(page, 'Total 4.27 ~'), holds(page, RUSSIAN), holds(page, KZ1048.text)]).toEqual(expected)
  })

  it.each(['rk1048', 'cp866', 'windows1251', 'ascii'] as const)('%s holds no tenge sign', (page) => {
    expect(holds(page, '₸')).toBe(false)
  })

  it.each([
    ['cp866', 'ibm866'],
    ['windows1251', 'windows-1251'],
  ] as const)('%s claims no letter that the standard’s %s lacks', (page, label) => {
    const letters = Array.from({ length: 0x2200 - 0xa0 }, (_, index) => String.fromCodePoint(0xa0 + index))
    const claimed = letters.filter((letter) => holds(page, letter))
    expect(claimed.length).toBeGreaterThan(64)
    expect(claimed.filter((letter) => !inStandard(label, letter))).toEqual([])
  })

  it('prints no control letters', () => {
    expect(holds('rk1048', 'a\u001bb')).toBe(false)
  })
})
