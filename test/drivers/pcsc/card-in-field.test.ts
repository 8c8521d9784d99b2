import { expect, test } from 'vitest'
import { createCardInField } from '#drivers/pcsc/card-in-field.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { connectedCard, type FakeCard } from './fake-pcsc.ts'

const APDU = Uint8Array.of(0x80, 0xf2, 0x00, 0x00)
const FINE = Uint8Array.of(0x90, 0x00)

async function tapped(fakeCard: FakeCard) {
  const clock = fakeClock()
  const { card, fake } = await connectedCard(fakeCard)
  return { clock, fake, card: createCardInField(card, clock, undefined) }
}

test('one command after the other', async () => {
  const { card } = await tapped({ transmit: () => FINE })
  expect(await Promise.all([card.transmit(APDU), card.transmit(APDU)])).toEqual([ok(FINE), ok(FINE)])
})

test('is left once, powered as it is, and then is gone', async () => {
  const { card, fake } = await tapped({ transmit: () => FINE })
  await Promise.all([card.release(), card.release()])
  expect(await card.transmit(APDU)).toEqual(fail('CARD_LEFT_EARLY'))
  expect(fake.calls).toEqual(['connect', 'disconnect 0'])
})

test('a release that fails is one', async () => {
  const { card, fake } = await tapped({})
  fake.faults.set('disconnect 0', 'ReaderUnavailable')
  await expect(card.release()).resolves.toBeUndefined()
})

test('a release is not held up by a command that never ends', async () => {
  const { card, clock } = await tapped({ transmit: () => new Promise(() => {}) })
  const answer = card.transmit(APDU)
  await clock.advance(3_000)
  expect(await answer).toMatchObject(fail('CARD_TIMEOUT'))
  const released = card.release()
  await clock.advance(2_000)
  await expect(released).resolves.toBeUndefined()
})
