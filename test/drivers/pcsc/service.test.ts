import { expect, test } from 'vitest'
import { openService } from '#drivers/pcsc/service.ts'
import { fail } from '#src/result.ts'
import { must } from '../../fakes/wires.ts'
import { fakePcsc } from './fake-pcsc.ts'

const told = () => new Promise((resolve) => setImmediate(resolve))

test('several share one watch, and closing one leaves the others alone', async () => {
  const fake = fakePcsc()
  fake.place('A')
  const [one, two] = [must(await openService(fake.load)), must(await openService(fake.load))]
  await told()
  let heard = 0
  one.onChange(() => heard++)
  one.close()
  one.close()
  expect([one.slot('A'), one.readers()]).toEqual(['gone', []])
  expect([two.slot('A'), two.readers()]).toEqual(['card', ['A']])
  fake.take('A')
  await told()
  expect(two.slot('A')).toBe('empty')
  // Only its own end.
  expect(heard).toBe(2)
})

test('no service, and a service that comes back', async () => {
  const fake = fakePcsc()
  fake.plug('A')
  const before = must(await openService(fake.load))
  await told()
  fake.die()
  expect(before.slot('A')).toBe('gone')
  expect(await openService(fake.load)).toEqual(fail('PCSC_STOPPED', 'NoService'))
  fake.revive()
  const after = must(await openService(fake.load))
  await told()
  expect([before.slot('A'), after.slot('A')]).toEqual(['gone', 'empty'])
})

test('no library', async () => {
  const opened = await openService(() => Promise.reject(new Error('libpcsclite.so.1')))
  expect(opened).toMatchObject(fail('PCSC_UNAVAILABLE'))
})
