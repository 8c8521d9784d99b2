import { expect, test } from 'vitest'
import {
  BUSY_TRIES,
  CONNECTING_MS,
  EXCHANGING_MS,
  FIRST_READER_MS,
  RETRY_MS,
  SETTLED_MS,
} from '#drivers/pcsc/limits.ts'
import { exchanging } from '#drivers/pn532/limits.ts'

test('a card has as much time as on any other reader', () => {
  expect(EXCHANGING_MS).toBe(exchanging.answerMs)
  expect(CONNECTING_MS).toBeLessThanOrEqual(EXCHANGING_MS)
})

test('a program that only looks at each new card has two seconds for it', () => {
  expect(BUSY_TRIES * RETRY_MS).toBe(2_000)
})

test('opening waits for readers, and not long', () => {
  expect(SETTLED_MS).toBeLessThan(FIRST_READER_MS)
  expect(FIRST_READER_MS).toBeLessThan(1_000)
})
