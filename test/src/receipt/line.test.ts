import { expect, it } from 'vitest'
import { lettersPerLine } from '#src/receipt/line.ts'

it('takes two columns for a letter of double size and one for a tall one', () => {
  expect([lettersPerLine(48, 'double'), lettersPerLine(48, 'tall'), lettersPerLine(32, 'normal')]).toEqual([
    24, 48, 32,
  ])
})
