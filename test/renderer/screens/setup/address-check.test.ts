import { describe, expect, it } from 'vitest'
import { checkAddress, inGroups } from '#renderer/screens/setup/address-check.ts'

// The test cases of ERC-55.
const PUBLISHED = [
  '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
  '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
  '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB',
  '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb',
] as const

describe('an address that was typed', () => {
  it.each(PUBLISHED)('is checked by the case of its letters: %s', (typed) => {
    expect(checkAddress(` ${typed} `)).toEqual({
      kind: 'good',
      address: typed.toLowerCase(),
      isChecked: true,
    })
  })

  it.each(PUBLISHED)('is mistyped with one letter of the other case: %s', (typed) => {
    const at = typed.slice(2).search(/[a-f]/) + 2
    const other = typed.slice(0, at) + typed.charAt(at).toUpperCase() + typed.slice(at + 1)
    expect(checkAddress(other)).toEqual({ kind: 'mistyped' })
  })

  it.each(['0x52908400098527886E0F7030069857D2E4169EE7', '0xde709f2102306220921060314715629080e2fb77'])(
    'in one case has no checksum: %s',
    (typed) => {
      expect(checkAddress(typed)).toMatchObject({ kind: 'good', isChecked: false })
    },
  )

  it.each(['', '0x', `0x${'1'.repeat(39)}`, `0x${'1'.repeat(41)}`, `0x${'g'.repeat(40)}`, '1'.repeat(42)])(
    'is malformed: "%s"',
    (typed) => {
      expect(checkAddress(typed)).toEqual({ kind: 'malformed' })
    },
  )

  it('is read back four letters at a time', () => {
    expect(inGroups('0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed')).toBe(
      '0x 5aAe b605 3F3E 94C9 b9A0 9f33 6694 35E7 Ef1B eAed',
    )
  })
})
