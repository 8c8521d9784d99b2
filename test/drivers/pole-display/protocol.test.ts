import { expect, test } from 'vitest'
import { makeClear, makeLines, makeSetUp } from '#drivers/pole-display/protocol.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

test('is set up with the commands of the DM-D110 specification, section 5.4', () => {
  expect(hex(makeSetUp())).toBe(['1b40', '1f01', '1b7411', '1f4300'].join(''))
  expect(hex(makeClear())).toBe('0c')
})

test('writes every place of both lines, the text in the middle', () => {
  const spaces = (count: number) => '20'.repeat(count)
  const text = (ascii: string) => Buffer.from(ascii).toString('hex')
  expect(hex(makeLines({ top: 'TOTAL', bottom: '4.27 USDC' }))).toBe(
    [
      ...['1f240101', spaces(7), text('TOTAL'), spaces(8)],
      ...['1f240102', spaces(5), text('4.27 USDC'), spaces(6)],
    ].join(''),
  )
})

test('cuts what is too long', () => {
  const bytes = makeLines({ top: 'x'.repeat(50), bottom: '' })
  expect(bytes).toHaveLength(2 * (4 + 20))
})
