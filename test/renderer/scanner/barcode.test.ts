import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BarcodePress, nextKey, noBarcode } from '#renderer/scanner/barcode.ts'

const codeOf = (letter: string): string => {
  if (letter === '-') return 'Minus'
  return /\d/.test(letter) ? `Digit${letter}` : `Key${letter}`
}

/** All that comes of these keys, so far apart. */
function pressed(codes: readonly string[], gapMs = 4): BarcodePress[] {
  let burst = noBarcode
  return codes.map((code, i) => {
    const next = nextKey(burst, { code, at: 1000 + i * gapMs })
    burst = next.burst
    return next
  })
}
const scanned = (text: string, gapMs?: number, end = 'Enter') =>
  pressed([...[...text].map(codeOf), end], gapMs).flatMap(({ barcode }) => barcode ?? [])

test.each(['4870000000013', '48700000', 'AB-12345'])('a scanner that types %s', (text) => {
  expect(scanned(text)).toEqual([text])
  expect(scanned(text, 50, 'NumpadEnter')).toEqual([text])
})

test('whatever the layout makes of the keys, and with Shift', () => {
  const codes = ['ShiftLeft', 'KeyA', 'ShiftLeft', 'KeyB', 'Numpad1', 'Digit2', 'Digit3', 'Digit4', 'Enter']
  expect(pressed(codes).at(-1)?.barcode).toBe('AB1234')
})

test('no person is a scanner', () => {
  expect(scanned('4870000000013', 90)).toEqual([])
  // Five digits in a burst: an amount.
  expect(scanned('12500')).toEqual([])
})

test('a code with other letters is no barcode, whatever stands at its end', () => {
  expect(pressed(['KeyT', 'Semicolon', ...[...'12345678'].map(codeOf), 'Enter']).at(-1)?.barcode).toBe(
    undefined,
  )
})

test('only the first key of a burst is told as such: what was typed before comes back', () => {
  expect(pressed(['Digit1', 'Digit2', 'Digit3']).map(({ isFirst }) => isFirst)).toEqual([true, false, false])
  expect(pressed(['Digit1', 'Digit2'], 100).map(({ isFirst }) => isFirst)).toEqual([true, true])
})

test('takes any barcode that the configuration takes', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9A-Z-]{6,40}$/), (text) => {
      expect(scanned(text)).toEqual([text])
    }),
  )
})
