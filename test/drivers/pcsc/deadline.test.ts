import { expect, test } from 'vitest'
import { withLimit } from '#drivers/pcsc/deadline.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'

test('gives the value of work that ends in time', async () => {
  expect(await withLimit(fakeClock(), 1_000, Promise.resolve(7))).toEqual(ok(7))
})

test('hands on what the work threw', async () => {
  const trouble = new Error('NoService')
  expect(await withLimit(fakeClock(), 1_000, Promise.reject(trouble))).toEqual({ threw: trouble })
})

test('does not wait for longer than the limit', async () => {
  const clock = fakeClock()
  const waiting = withLimit(clock, 1_000, new Promise(() => {}))
  await clock.advance(999)
  expect(await Promise.race([waiting, 'still waiting'])).toBe('still waiting')
  await clock.advance(1)
  expect(await waiting).toEqual(fail('CARD_TIMEOUT', 'no answer within 1000 ms'))
})

test('takes an answer that is read in the very moment of the limit', async () => {
  const clock = fakeClock()
  let answer: (value: number) => void = () => {}
  const waiting = withLimit(
    clock,
    1_000,
    new Promise<number>((resolve) => {
      answer = resolve
    }),
  )
  clock.after(1_000, () => answer(7))
  await clock.advance(1_000)
  expect(await waiting).toEqual(ok(7))
})
