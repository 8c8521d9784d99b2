import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { NO_RATES, type Rates, startRates } from '#main/rates/rates.ts'
import { pricesSchema } from '#src/config/prices.ts'
import type { RateState } from '#src/ipc/till.ts'
import type { Rate } from '#src/order/order.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { type FakeClock, fakeClock } from '../../fakes/clock.ts'
import { emptyFolder } from '../../fakes/folder.ts'

const MINUTE = 60_000
const FETCHED = {
  url: 'https://rates.example.kz/usd',
  pointer: '/kzt',
  source: 'National Bank',
  everyMinutes: 10,
}
const OF_NO_FLEET = { keys: [], onJudged: () => undefined }
type Answer = Result<string, 'RPC_TIMEOUT' | 'RPC_UNREACHABLE'>

interface Source {
  readonly clock: FakeClock
  readonly path: string
  readonly states: RateState[]
  readonly logged: string[]
  answer: Answer
  asked: number
}

function sourceOf(first: Answer, path = join(emptyFolder(), 'rate.json')): Source {
  return { clock: fakeClock(), path, states: [], logged: [], answer: first, asked: 0 }
}

/** Rates of a source that answers as the test says; warned of after an hour, refused after three. */
async function start(source: Source, url = FETCHED.url): Promise<Rates> {
  const rates = await startRates({
    ...source,
    prices: pricesSchema.parse({
      rate: { ...FETCHED, url },
      warnAfterMinutes: 60,
      refuseAfterMinutes: 180,
    }),
    onState: (state) => source.states.push(state),
    log: (message) => source.logged.push(message),
    ...OF_NO_FLEET,
    fetch: async () => {
      source.asked += 1
      return source.answer
    },
  })
  onTestFinished(rates.stop)
  return rates
}

const told = (rates: Rates): Rate => {
  const { rate } = rates.state()
  if (!rate) throw new Error('no rate is known')
  return rate
}
/** Files are written in time of the machine's own. */
const until = (holds: () => boolean) => expect.poll(holds).toBe(true)

test('a fixed rate is always fresh, and the only one', async () => {
  const { clock, path, ...source } = sourceOf(ok('1'))
  const rates = await startRates({
    ...source,
    ...{ clock, path },
    prices: pricesSchema.parse({ rate: { value: '536.20', source: 'Owner' } }),
    onState: () => undefined,
    log: () => undefined,
    ...OF_NO_FLEET,
  })
  await clock.advance(365 * 24 * 60 * MINUTE)
  expect(rates.state()).toMatchObject({
    rate: { value: '536.20', source: 'Owner' },
    age: 'fresh',
    fault: null,
  })
  expect(rates.check(told(rates))).toEqual(ok())
  expect(rates.check({ ...told(rates), value: '5' })).toEqual(fail('RATE_CHANGED'))
})

test('where prices are in the token, no rate is a rate', () => {
  expect(NO_RATES.state()).toEqual({ rate: null, age: 'unknown', fault: null })
  expect(NO_RATES.check({ value: '1', source: 'x', at: 0 })).toEqual(fail('RATE_UNKNOWN'))
})

test('unknown until the source has answered; then kept, and asked for every ten minutes', async () => {
  const source = sourceOf(fail('RPC_UNREACHABLE'))
  const rates = await start(source)
  await source.clock.advance(1)
  expect(rates.state()).toEqual({ rate: null, age: 'unknown', fault: 'RPC_UNREACHABLE' })
  expect(rates.check({ value: '536.20', source: 'National Bank', at: 1 })).toEqual(fail('RATE_UNKNOWN'))

  source.answer = ok('536.20')
  await source.clock.advance(MINUTE)
  await until(() => rates.state().age === 'fresh')
  expect(rates.state()).toMatchObject({ rate: { value: '536.20', source: 'National Bank' }, fault: null })
  expect(rates.check(told(rates))).toEqual(ok())
  const asked = source.asked
  await until(() => source.states.at(-1)?.age === 'fresh')
  await source.clock.advance(9 * MINUTE)
  expect(source.asked).toBe(asked)
  await source.clock.advance(MINUTE)
  expect(source.asked).toBe(asked + 1)
})

test('grows old and ends when no newer one comes, and says so by itself', async () => {
  const source = sourceOf(ok('536.20'))
  const rates = await start(source)
  await until(() => source.states.at(-1)?.age === 'fresh')
  source.answer = fail('RPC_TIMEOUT')
  await source.clock.advance(59 * MINUTE)
  expect(rates.state()).toMatchObject({ age: 'fresh', fault: 'RPC_TIMEOUT' })
  await source.clock.advance(MINUTE)
  expect(source.states.at(-1)).toMatchObject({ age: 'old', rate: { value: '536.20' } })
  expect(rates.check(told(rates))).toEqual(ok())
  await source.clock.advance(120 * MINUTE)
  expect(source.states.at(-1)).toMatchObject({ age: 'expired', rate: { value: '536.20' } })
  expect(rates.check(told(rates))).toEqual(fail('RATE_EXPIRED'))
  expect(source.logged).toHaveLength(1)
})

test('the rate before may be sold by for five minutes, and no other', async () => {
  const source = sourceOf(ok('536.20'))
  const rates = await start(source)
  await until(() => source.states.at(-1)?.age === 'fresh')
  const before = told(rates)
  source.answer = ok('537')
  await source.clock.advance(10 * MINUTE)
  await until(() => source.states.at(-1)?.rate?.value === '537')
  expect(rates.check(before)).toEqual(ok())
  expect(rates.check({ ...before, value: '500' })).toEqual(fail('RATE_CHANGED'))
  expect(rates.check({ ...before, at: before.at + 1 })).toEqual(fail('RATE_CHANGED'))
  await source.clock.advance(5 * MINUTE)
  expect(rates.check(before)).toEqual(ok())
  await source.clock.advance(1)
  expect(rates.check(before)).toEqual(fail('RATE_CHANGED'))
  expect(rates.check(told(rates))).toEqual(ok())
})

test('survives a restart with its age, and is not taken for another source’s', async () => {
  const source = sourceOf(ok('536.20'))
  const first = await start(source)
  await until(() => source.states.at(-1)?.age === 'fresh')
  const rate = told(first)
  await first.stop()

  const later = sourceOf(fail('RPC_UNREACHABLE'), source.path)
  await later.clock.advance(90 * MINUTE)
  const again = await start(later)
  expect(again.state()).toMatchObject({ rate, age: 'old' })
  await again.stop()
  const other = await start(sourceOf(fail('RPC_UNREACHABLE'), source.path), 'https://other.example.kz')
  expect(other.state()).toMatchObject({ rate: null, age: 'unknown' })
})

test.each(['', 'not JSON', '{}', '{"of":"x","rate":{"value":"-1"}}'])(
  'a file that holds %j is none',
  async (content) => {
    const source = sourceOf(fail('RPC_UNREACHABLE'))
    writeFileSync(source.path, content)
    expect((await start(source)).state()).toMatchObject({ rate: null, age: 'unknown' })
  },
)

test('a rate that is five times another is its source’s fault: the old one stays', async () => {
  const source = sourceOf(ok('536.20'))
  const rates = await start(source)
  await until(() => source.states.at(-1)?.age === 'fresh')
  const before = told(rates)
  const kept = readFileSync(source.path, 'utf8')
  source.answer = ok('5.362')
  await source.clock.advance(10 * MINUTE)
  expect(rates.state()).toEqual({ rate: before, age: 'fresh', fault: 'RPC_ANSWER_INVALID' })
  expect(readFileSync(source.path, 'utf8')).toBe(kept)
  expect(source.logged).toEqual([expect.stringContaining('5.362 is too far from 536.20')])
})

test('a clock that was set back makes no rate fresher', async () => {
  const source = sourceOf(ok('536.20'))
  await source.clock.advance(200 * MINUTE)
  const first = await start(source)
  await until(() => source.states.at(-1)?.age === 'fresh')
  await first.stop()
  const rates = await start(sourceOf(fail('RPC_TIMEOUT'), source.path))
  expect(rates.state().age).toBe('expired')
})
