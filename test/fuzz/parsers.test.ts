import { describe, expect, test } from 'vitest'
import { diceOf, mutant } from './mutate.ts'
import { PARSERS } from './parsers.ts'

/** `TAPSYR_FUZZ_SEED=… npm test -- test/fuzz` plays a run again. */
const seed = Number(process.env.TAPSYR_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 32))
const INPUTS = Number(process.env.TAPSYR_FUZZ_INPUTS ?? 40_000)

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

describe(`with seed ${seed}, ${INPUTS} mutated inputs each`, () => {
  test.each(PARSERS)(
    '$name are read without a crash, and good ones behind bad ones',
    ({ corpus, start, recovers }) => {
      const dice = diceOf(seed)
      const take = start()
      for (let i = 0; i < INPUTS; i += 1) {
        const bytes = mutant(corpus, dice)
        try {
          take(bytes)
        } catch (error) {
          throw new Error(`input ${i}, ${hex(bytes)}: ${String(error)}`)
        }
      }
      if (recovers) expect(recovers(take)).toBe(true)
    },
    120_000,
  )
})

test('the mutants are many and differ, and the same seed makes the same ones', () => {
  const [parser] = PARSERS
  const made = (from: number) => {
    const dice = diceOf(from)
    return Array.from({ length: 1000 }, () => hex(mutant(parser?.corpus ?? [], dice)))
  }
  expect(made(1)).toEqual(made(1))
  expect(new Set(made(1)).size).toBeGreaterThan(800)
  expect(made(2)).not.toEqual(made(1))
})
