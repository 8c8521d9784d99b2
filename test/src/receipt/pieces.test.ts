import { expect, it } from 'vitest'
import { largest, row, text } from '#src/receipt/pieces.ts'

it('breaks words over as many lines as the size of their letters needs', () => {
  const lines = text('Aport Market, Almaty', 32, { size: 'double' })
  expect(lines.map((line) => line.kind === 'text' && line.text)).toEqual(['Aport Market,', 'Almaty'])
})

it('puts a label and its value at the two edges, each in plain punctuation', () => {
  expect(row('Total…', '1', 32)).toEqual([
    { kind: 'text', text: `Total...${' '.repeat(23)}1`, align: 'left', size: 'normal', bold: false },
  ])
})

it('is double where that fits', () => {
  expect([largest('x'.repeat(16), 32), largest('x'.repeat(17), 32)]).toEqual(['double', 'tall'])
})
