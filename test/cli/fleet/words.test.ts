import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aligned, lengthText, momentText, plain, wrapped } from '../../../cli/fleet/words.ts'

test.each([
  [-5, '0 s'],
  [0, '0 s'],
  [119_999, '119 s'],
  [120_000, '2 min'],
  [7_199_000, '119 min'],
  [7_200_000, '2 h'],
  [172_800_000, '2 d'],
])('%i ms are %s', (ms, text) => {
  expect(lengthText(ms)).toBe(text)
})

test('a moment is told in UTC', () => {
  expect(momentText(Date.UTC(2026, 10, 27, 9, 5, 3, 250))).toBe('2026-11-27 09:05:03')
})

test('nothing that a terminal says moves the cursor, colours the screen or turns the text around', () => {
  expect(plain('a\u001b[31mred\r\n\u202Eb\u2028c Дүкен')).toBe('a·[31mred···b·c Дүкен')
})

test('columns are as wide as they have to be', () => {
  expect(aligned([['a', 'bb', 'c'], ['aaa', 'b'], ['aa']])).toBe('a    bb  c\naaa  b\naa')
})

test('long text goes on under itself, in lines of 80, and loses nothing', () => {
  expect(wrapped('> ', 'a b')).toBe('> a b')
  expect(wrapped('> ', `${'a'.repeat(70)} bbbbbbbbbb`)).toBe(`> ${'a'.repeat(70)}\n  bbbbbbbbbb`)
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,200}$/), { minLength: 1 }), (words) => {
      const lines = wrapped('  12:00  ', words.join(' ')).split('\n')
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
      expect(
        lines
          .map((line) => line.slice(9))
          .join('')
          .replaceAll(' ', ''),
      ).toBe(words.join(''))
    }),
  )
})
