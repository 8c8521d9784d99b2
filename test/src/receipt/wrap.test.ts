import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lettersIn, spread, wrap, wrapEvenly } from '#src/receipt/wrap.ts'

const width = fc.integer({ min: 1, max: 48 })

describe('wrapping', () => {
  it('breaks between words', () => {
    expect(wrap('one two  three', 7)).toEqual(['one two', 'three'])
  })

  it('breaks inside a word that is longer than the line', () => {
    expect(wrap('a bcdefgh', 3)).toEqual(['a', 'bcd', 'efg', 'h'])
  })

  it('leaves no lonely word below centred text', () => {
    expect(wrapEvenly('Есеп айырысу мерзімі: 27 қараша 14:32.', 32)).toEqual([
      'Есеп айырысу мерзімі:',
      '27 қараша 14:32.',
    ])
  })

  it('has no lines for no text', () => {
    expect(wrap(' ', 10)).toEqual([])
    expect(wrapEvenly('', 10)).toEqual([])
  })

  it.each([wrap, wrapEvenly])('loses no letter and fills no line beyond its width', (wrapped) => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), width, (text, columns) => {
        const lines = wrapped(text, columns)
        expect(lines.every((line) => lettersIn(line) <= columns)).toBe(true)
        expect(lines.join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''))
      }),
    )
  })
})

describe('spreading', () => {
  it('puts two texts at the edges of one line', () => {
    expect(spread('Till', '2', 8)).toEqual(['Till   2'])
  })

  it('puts the second below when both do not fit', () => {
    expect(spread('Receipt', '001', 10)).toEqual(['Receipt', '       001'])
  })

  it('fills no line beyond its width', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), width, (left, right, columns) => {
        expect(spread(left.trim(), right.trim(), columns).every((line) => lettersIn(line) <= columns)).toBe(
          true,
        )
      }),
    )
  })
})
