import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterKey, LAYOUTS, layoutAfter } from '#renderer/components/typing-keys/layouts.ts'

const lettersOf = (layout: keyof typeof LAYOUTS) => [...LAYOUTS[layout].join('')].sort()
const sorted = (letters: string) => [...letters].sort()

describe('layouts', () => {
  it('has each letter of each alphabet once', () => {
    const russian = 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя'
    expect(lettersOf('en')).toEqual(sorted('abcdefghijklmnopqrstuvwxyz'))
    expect(lettersOf('ru')).toEqual(sorted(russian))
    expect(lettersOf('kk')).toEqual(sorted(`${russian}әғқңөұүһі`))
    expect(lettersOf('digits').filter((sign) => /\d/.test(sign))).toEqual(sorted('0123456789'))
  })

  it('fits 14 keys of 48 px and their gaps into 800 px', () => {
    for (const rows of Object.values(LAYOUTS)) {
      const widest = Math.max(...rows.slice(0, 2).map((row) => row.length), (rows[2]?.length ?? 0) + 1)
      expect(widest * 48 + (widest - 1) * 4 + 8).toBeLessThanOrEqual(800)
    }
  })

  it('comes back to the first after the last', () => {
    expect(layoutAfter('kk')).toBe('ru')
    expect(layoutAfter('ru')).toBe('en')
    expect(layoutAfter('en')).toBe('kk')
  })
})

describe('a key', () => {
  const at = (text: string, start: number, end = start) => ({ text, start, end })

  it('writes where the caret stands, and over what is marked', () => {
    expect(afterKey(at('нн', 1), { letter: 'а' })).toEqual(at('нан', 2))
    expect(afterKey(at('чай', 0, 2), { letter: 'м' })).toEqual(at('мй', 1))
  })

  it('deletes the letter before the caret or what is marked, and nothing at the start', () => {
    expect(afterKey(at('нан', 2), 'delete')).toEqual(at('нн', 1))
    expect(afterKey(at('нан', 0, 3), 'delete')).toEqual(at('', 0))
    expect(afterKey(at('нан', 0), 'delete')).toEqual(at('нан', 0))
    expect(afterKey(at('a😀', 3), 'delete')).toEqual(at('a', 1))
  })

  it('is undone by a delete', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.constantFrom(...lettersOf('kk')), (text, place, letter) => {
        const written = at(text, place % (text.length + 1))
        expect(afterKey(afterKey(written, { letter }), 'delete')).toEqual(written)
      }),
    )
  })
})
