import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareVersions, isVersion } from '#src/update/version.ts'

describe('a version', () => {
  it.each(['0.1.0', '1.0.0', '10.20.30', '999999.0.0'])('is %s', (text) => {
    expect(isVersion(text)).toBe(true)
  })

  it.each([
    '',
    '1',
    '1.2',
    '1.2.3.4',
    'v1.2.3',
    '1.2.3-beta.1',
    '01.2.3',
    '1.2.3\n',
    ' 1.2.3',
    '1.2.-3',
    '../1.2.3',
  ])('is not %j', (text) => {
    expect(isVersion(text)).toBe(false)
  })

  it.each([
    ['0.1.0', '0.1.0', 0],
    ['0.1.9', '0.1.10', -1],
    ['0.9.0', '0.10.0', -1],
    ['9.9.9', '10.0.0', -1],
    ['1.0.0', '0.99.99', 1],
    ['no version', '0.0.0', -1],
  ])('%s stands to %s as %i', (a, b, sign) => {
    expect(Math.sign(compareVersions(a, b))).toBe(sign)
    expect(Math.sign(compareVersions(b, a)) + sign).toBe(0)
  })

  it('is ordered as its numbers are', () => {
    const numbers = fc.tuple(...([0, 0, 0] as const).map(() => fc.nat(999_999)))
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const byNumbers = a.map((n, i) => n - (b[i] ?? 0)).find((difference) => difference !== 0) ?? 0
        expect(Math.sign(compareVersions(a.join('.'), b.join('.')))).toBe(Math.sign(byNumbers))
      }),
    )
  })
})
