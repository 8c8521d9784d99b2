import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startRates } from '#main/rates/rates.ts'
import { pricesSchema } from '#src/config/prices.ts'
import type { RateState } from '#src/ipc/till.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { judgedInto } from '../../fakes/judged.ts'
import { orderKey, sealedBy } from '../../fakes/sealed.ts'

const HOUR = 3_600_000
const OPERATOR = orderKey()

async function open(path = join(emptyFolder(), 'rate.json'), name = 'usd-kzt') {
  const clock = fakeClock()
  const states: RateState[] = []
  const refused: string[] = []
  const rates = await startRates({
    prices: pricesSchema.parse({
      rate: { fleet: name, source: 'National Bank' },
      warnAfterMinutes: 60,
      refuseAfterMinutes: 180,
    }),
    ...{ path, clock, keys: [OPERATOR.key] },
    onState: (state) => states.push(state),
    onJudged: judgedInto(refused),
    log: () => undefined,
  })
  onTestFinished(rates.stop)
  const { fed } = rates
  if (!fed) throw new Error('it is not fed')
  const now = clock.now()
  return {
    ...{ rates, clock, states, refused, path, fed },
    /** What lies in the bucket, signed, and is heard of. */
    async hear(change: object, secret = OPERATOR.secret, newest?: Uint8Array) {
      const bytes = sealedBy(secret, {
        ...{ kind: 'tapsyr-rate', name: 'usd-kzt', version: 1, at: now, value: '536.20' },
        ...change,
      })
      await fed.take(bytes, async () => newest ?? bytes)
    },
    value: () => rates.state().rate?.value,
  }
}

test('a rate counts as soon as it is heard of, with the time at which it was so', async () => {
  const till = await open()
  expect([till.fed.bucket, till.fed.key]).toEqual(['rates', 'usd-kzt'])
  expect(till.rates.state()).toEqual({ rate: null, age: 'unknown', fault: null })
  const at = till.clock.now() - HOUR / 2
  await till.hear({ at })
  const first = { value: '536.20', source: 'National Bank', at }
  expect(till.rates.state()).toEqual({ rate: first, age: 'fresh', fault: null })
  expect(till.rates.check(first)).toEqual(ok())
  await till.hear({ version: 2, value: '540' })
  expect(till.states.at(-1)).toMatchObject({ rate: { value: '540' }, age: 'fresh' })
  // A basket that was priced a moment ago is sold as it was priced.
  expect(till.rates.check(first)).toEqual(ok())
  await till.clock.advance(5 * 60_000 + 1)
  expect(till.rates.check(first)).toEqual(fail('RATE_CHANGED'))
})

test('it ages by its own time, and nothing is sold by it in the end', async () => {
  const till = await open()
  await till.hear({ at: till.clock.now() - HOUR / 2 })
  await till.clock.advance(HOUR / 2)
  expect(till.states.at(-1)?.age).toBe('old')
  await till.clock.advance(2 * HOUR)
  expect(till.states.at(-1)?.age).toBe('expired')
  await till.hear({ version: 2, at: till.clock.now() - 4 * HOUR })
  expect(till.rates.state().age).toBe('expired')
})

test('the same again changes nothing, and is no fault', async () => {
  const till = await open()
  await till.hear({})
  await till.hear({})
  expect(till.states.filter(({ rate }) => rate !== null)).toHaveLength(1)
  expect(till.refused).toEqual([])
})

test.each([
  ['by another hand', {}, orderKey().secret, 'FLEET_SIGNATURE_INVALID'],
  ['for something else', { kind: 'tapsyr-layer' }, OPERATOR.secret, 'FLEET_ORDER_INVALID'],
  ['under another name', { name: 'eur-kzt' }, OPERATOR.secret, 'FLEET_ORDER_INVALID'],
  ['without a value', { value: '0' }, OPERATOR.secret, 'FLEET_ORDER_INVALID'],
  ['older', { version: 4 }, OPERATOR.secret, 'FLEET_ORDER_OLDER'],
  ['another one of the same version', { version: 5 }, OPERATOR.secret, 'FLEET_ORDER_OLDER'],
  ['five times the last one', { value: '2681.01' }, OPERATOR.secret, 'RPC_ANSWER_INVALID'],
])('one that is signed %s is refused and told once', async (_what, change, secret, code) => {
  const till = await open()
  await till.hear({ version: 5 })
  const before = till.rates.state()
  await till.hear({ version: 6, value: '540', ...change }, secret)
  await till.hear({ version: 6, value: '540', ...change }, secret)
  expect(till.rates.state()).toEqual({ ...before, fault: code })
  expect(till.refused).toEqual([expect.stringMatching(`^usd-kzt: ${code}`)])
  await till.hear({ version: 7, value: '541' })
  expect(till.rates.state()).toMatchObject({ rate: { value: '541' }, fault: null })
})

test('what is no envelope is refused', async () => {
  const till = await open()
  await till.fed.take(Buffer.from('536.20'), async () => undefined)
  expect(till.rates.state()).toMatchObject({ rate: null, fault: 'FLEET_ORDER_INVALID' })
})

test('a read that was overtaken by a newer one is no fault', async () => {
  const till = await open()
  await till.hear({ version: 2 })
  await till.hear({ version: 1 }, OPERATOR.secret, Buffer.from('version 2'))
  expect([till.rates.state().fault, till.refused]).toEqual([null, []])
})

test('it is kept over a restart, with its version and its age', async () => {
  const till = await open()
  await till.hear({ version: 5 })
  const rate = till.rates.state().rate
  await till.rates.stop()
  const again = await open(till.path)
  expect(again.rates.state()).toEqual({ rate, age: 'fresh', fault: null })
  await again.hear({ version: 4, value: '530' })
  expect([again.value(), again.rates.state().fault]).toEqual(['536.20', 'FLEET_ORDER_OLDER'])
  await again.rates.stop()
  expect((await open(till.path, 'eur-kzt')).value()).toBeUndefined()
})
