import { expect, test } from 'vitest'
import { exchange } from '#drivers/pcsc/connection.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { connectedCard, thrown } from './fake-pcsc.ts'

const APDU = Uint8Array.of(0x80, 0xf2, 0x00, 0x00)
const T0 = 1

test('an answer as it is, over T=1', async () => {
  const { card } = await connectedCard({ transmit: () => Uint8Array.of(0x61, 0x10) })
  expect(await exchange(card, fakeClock(), APDU)).toEqual(ok(Uint8Array.of(0x61, 0x10)))
})

test('an answer in parts, over T=0', async () => {
  const answers = [
    [1, 2, 0x61, 0x03],
    [3, 4, 5, 0x90, 0x00],
  ]
  const heard: number[][] = []
  const { card } = await connectedCard({
    protocol: T0,
    transmit(apdu) {
      heard.push([...apdu])
      return Uint8Array.from(answers.shift() ?? [])
    },
  })
  expect(await exchange(card, fakeClock(), APDU)).toEqual(ok(Uint8Array.of(1, 2, 3, 4, 5, 0x90, 0x00)))
  expect(heard).toEqual([[...APDU], [0x00, 0xc0, 0x00, 0x00, 0x03]])
})

test('an answer without end is none', async () => {
  const { card } = await connectedCard({ protocol: T0, transmit: () => Uint8Array.of(0x61, 0x01) })
  expect(await exchange(card, fakeClock(), APDU)).toEqual(fail('READER_FAULT', 'an answer without end'))
})

test('an empty answer is a card that left', async () => {
  const { card } = await connectedCard({ transmit: () => new Uint8Array() })
  expect(await exchange(card, fakeClock(), APDU)).toMatchObject(fail('CARD_LEFT_EARLY'))
})

test('a card that is silent is not waited for longer than the limit', async () => {
  const clock = fakeClock()
  const { card } = await connectedCard({ transmit: () => new Promise(() => {}) })
  const answer = exchange(card, clock, APDU)
  await clock.advance(3_000)
  expect(await answer).toMatchObject(fail('CARD_TIMEOUT'))
})

test.each([
  ['the card left', undefined, 'CARD_LEFT_EARLY'],
  ['the reader was pulled out', 'ReaderUnavailable', 'LINK_CLOSED'],
  ['the service ended', 'NoService', 'LINK_CLOSED'],
  ['the card is gone for good', 'RemovedCard', 'CARD_LEFT_EARLY'],
] as const)('an exchange that broke off because %s', async (_, state, fault) => {
  const { card, fake } = await connectedCard({ transmit: () => Promise.reject(thrown('NotTransacted')) })
  if (state) fake.faults.set('state', state)
  expect(await exchange(card, fakeClock(), APDU)).toMatchObject(fail(fault))
})
