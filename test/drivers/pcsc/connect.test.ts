import { expect, test } from 'vitest'
import { connectCard } from '#drivers/pcsc/connect.ts'
import { openService } from '#drivers/pcsc/service.ts'
import { fail } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { must } from '../../fakes/wires.ts'
import { type FakeCard, fakePcsc, thrown } from './fake-pcsc.ts'

const MIFARE_CLASSIC = Uint8Array.from([
  0x3b, 0x8f, 0x80, 0x01, 0x80, 0x4f, 0x0c, 0xa0, 0x00, 0x00, 0x03, 0x06, 0x03, 0x00, 0x01, 0, 0, 0, 0, 0x6a,
])

async function start(card: FakeCard = {}, askUid = true) {
  const fake = fakePcsc()
  fake.place('A', card)
  const service = must(await openService(fake.load))
  await new Promise((resolve) => setImmediate(resolve))
  const clock = fakeClock()
  return { fake, clock, connect: () => connectCard(service, 'A', { clock, askUid }) }
}

test('shares the card, keeps others away, and asks the reader for its identifier', async () => {
  const uid = [0x04, 0xa1, 0xb2, 0xc3]
  const asked: number[][] = []
  const { connect, fake } = await start({
    transmit(apdu) {
      asked.push([...apdu])
      return Uint8Array.of(...uid, 0x90, 0x00)
    },
  })
  expect(must(await connect()).uid).toEqual(Uint8Array.from(uid))
  expect(fake.calls).toEqual(['connect', 'transaction', 'state', 'transmit'])
  expect(asked).toEqual([[0xff, 0xca, 0x00, 0x00, 0x00]])
})

test.each([
  ['a reader that does not know it', [0x6a, 0x81]],
  ['a card that answers in its place', [0x6e, 0x00]],
  ['a length that no identifier has', [1, 2, 0x90, 0x00]],
])('%s: no identifier', async (_, answer) => {
  const { connect } = await start({ transmit: () => Uint8Array.from(answer) })
  expect(must(await connect()).uid).toBeUndefined()
})

test('a reader that is not asked for it', async () => {
  const { connect, fake } = await start({}, false)
  expect(must(await connect()).uid).toBeUndefined()
  expect(fake.calls).toEqual(['connect', 'transaction', 'state'])
})

test('a card that left, which the service has not noticed yet', async () => {
  const { connect, fake } = await start({ transmit: () => Promise.reject(thrown('NotTransacted')) })
  expect(await connect()).toMatchObject(fail('CARD_LEFT_EARLY'))
  expect(fake.calls.at(-1)).toBe('disconnect 0')
})

test('a store of data is left again without a command', async () => {
  const { connect, fake } = await start({ atr: MIFARE_CLASSIC })
  expect(await connect()).toEqual(fail('CARD_TRANSIT'))
  expect(fake.calls).toEqual(['connect', 'transaction', 'state', 'disconnect 0'])
})

test.each([
  ['SharingViolation', 'LINK_BUSY'],
  ['UnresponsiveCard', 'CARD_LEFT_EARLY'],
  ['ReaderUnavailable', 'LINK_CLOSED'],
  ['UnsupportedCard', 'READER_FAULT'],
] as const)('a connection that ends in %s', async (code, fault) => {
  const { connect, fake } = await start()
  fake.faults.set('connect', code)
  expect(await connect()).toMatchObject(fail(fault))
})

test('a card that is gone when it is to be kept is left', async () => {
  const { connect, fake } = await start()
  fake.faults.set('transaction', 'RemovedCard')
  expect(await connect()).toMatchObject(fail('CARD_LEFT_EARLY'))
  expect(fake.calls.at(-1)).toBe('disconnect 0')
})
