import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Entry, emptyEntry, keep, type Limits, unitsOf } from '#renderer/screens/counter/entry.ts'
import { entryAfter } from '#renderer/screens/counter/use-typing.ts'

const USDC = { symbol: 'USDC', decimals: 6 }
const LIMITS = { asset: USDC, maxUnits: 1_000_000_000n }

const type = (keys: readonly string[], from: Entry = emptyEntry, limits: Limits = LIMITS): Entry =>
  keys.reduce((entry, key) => entryAfter(entry, key, limits) ?? entry, from)
const typed = (keys: string) => unitsOf(type([...keys]), USDC)

describe('typing an amount', () => {
  it.each([
    ['', 0n],
    ['7', 70_000n],
    ['427', 4_270_000n],
    ['000427', 4_270_000n],
    ['12.', 12_000_000n],
    ['12,5', 12_500_000n],
    ['12.05', 12_050_000n],
    ['12.059', 12_050_000n],
    ['12.5.5', 12_550_000n],
    ['.5', 500_000n],
    ['0', 0n],
  ])('%j makes %s', (keys, units) => {
    expect(typed(keys)).toBe(units)
  })

  it('takes one digit more than the limit has, so that too much can be said, and no more', () => {
    expect(typed('9999999')).toBe(99_999_990_000n)
    expect(typed('99999999')).toBe(99_999_990_000n)
  })

  it('counts whole coins of an asset without decimals', () => {
    const tenge = { asset: { symbol: 'KZT', decimals: 0 }, maxUnits: 100_000n }
    expect(unitsOf(type([...'2290.5'], emptyEntry, tenge), tenge.asset)).toBe(22_905n)
  })

  it('takes the last key back', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'123456789'), { maxLength: 6 }), (keys) => {
        expect(type([...keys, '1', 'Backspace'])).toEqual(type(keys))
      }),
    )
    expect(unitsOf(type([...'12.', 'Backspace']), USDC)).toBe(120_000n)
    expect(unitsOf(type([...'12.5', 'Backspace']), USDC)).toBe(12_000_000n)
  })

  it('is empty again after Escape', () => {
    expect(type([...'427', 'Escape'])).toBe(emptyEntry)
  })

  it('leaves other keys alone', () => {
    for (const key of ['a', 'Tab', 'F5', ' ', '-'])
      expect(entryAfter(emptyEntry, key, LIMITS)).toBeUndefined()
  })
})

describe('an amount that was not paid', () => {
  const kept = keep(type([...'427']))

  it('is still there', () => expect(unitsOf(kept, USDC)).toBe(4_270_000n))
  it('gives way to the next digit', () => expect(unitsOf(type(['5'], kept), USDC)).toBe(50_000n))
  it('can be mended', () => expect(unitsOf(type(['Backspace', '5'], kept), USDC)).toBe(4_250_000n))
  it('is not kept when nothing was typed', () => expect(keep(emptyEntry)).toBe(emptyEntry))
})

describe('typing whole tenge', () => {
  const TENGE = { symbol: '₸', decimals: 2 }
  const WHOLE = { asset: TENGE, maxUnits: 100_000_000n, step: 100n }

  it.each([
    ['520', 52_000n],
    ['520,5', 52_050n],
    ['520.50', 52_050n],
    ['0', 0n],
  ])('%j makes %s tiyn', (keys, units) => {
    expect(unitsOf(type([...keys], emptyEntry, WHOLE), TENGE, WHOLE.step)).toBe(units)
  })

  it('takes one digit more than a million has', () => {
    expect(unitsOf(type([...'123456789'], emptyEntry, WHOLE), TENGE, WHOLE.step)).toBe(1_234_567_800n)
  })
})
