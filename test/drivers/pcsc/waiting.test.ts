import { expect, test } from 'vitest'
import { openService } from '#drivers/pcsc/service.ts'
import { pauseUnless, untilNamed, untilSlot } from '#drivers/pcsc/waiting.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { must } from '../../fakes/wires.ts'
import { fakePcsc } from './fake-pcsc.ts'

const never = new AbortController().signal
const told = () => new Promise((resolve) => setImmediate(resolve))
const limits = { firstMs: 500, settledMs: 100 }

async function start() {
  const fake = fakePcsc()
  fake.plug('A')
  const service = must(await openService(fake.load))
  await told()
  return { fake, service }
}

test('a slot that is as wanted already, and one that becomes so', async () => {
  const { fake, service } = await start()
  expect(await untilSlot(service, 'A', 'empty', never)).toEqual(ok())
  const waiting = untilSlot(service, 'A', 'card', never)
  fake.place('A')
  expect(await waiting).toEqual(ok())
})

test('a wait that is cancelled, before and after it began', async () => {
  const { service } = await start()
  const cancel = new AbortController()
  const waiting = untilSlot(service, 'A', 'card', cancel.signal)
  cancel.abort()
  expect(await waiting).toEqual(fail('SALE_CANCELLED'))
  expect(await untilSlot(service, 'A', 'empty', cancel.signal)).toEqual(fail('SALE_CANCELLED'))
})

test('a reader that is pulled out', async () => {
  const { fake, service } = await start()
  const waiting = untilSlot(service, 'A', 'card', never)
  fake.unplug('A')
  expect(await waiting).toEqual(fail('LINK_CLOSED', 'A'))
})

test('a pause, and one that is cut short', async () => {
  const clock = fakeClock()
  const paused = pauseUnless(never, clock, 250)
  await clock.advance(250)
  await paused
  const cancel = new AbortController()
  const cut = pauseUnless(cancel.signal, clock, 250)
  cancel.abort()
  await cut
  await pauseUnless(cancel.signal, clock, 250)
})

test('readers are all named when none has come for a while', async () => {
  const { fake, service } = await start()
  const clock = fakeClock()
  let named = false
  void untilNamed(service, clock, limits).then(() => {
    named = true
  })
  await clock.advance(90)
  fake.plug('B')
  await clock.advance(90)
  expect(named).toBe(false)
  await clock.advance(10)
  expect(named).toBe(true)
})

test('a service without readers is given longer', async () => {
  const clock = fakeClock()
  const service = must(await openService(fakePcsc().load))
  let named = false
  void untilNamed(service, clock, limits).then(() => {
    named = true
  })
  await clock.advance(499)
  expect(named).toBe(false)
  await clock.advance(1)
  expect(named).toBe(true)
})
