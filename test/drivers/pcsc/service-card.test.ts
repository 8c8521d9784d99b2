import { expect, test } from 'vitest'
import { ATR, connectedCard } from './fake-pcsc.ts'

test('passes on what the card says', async () => {
  const { card, fake } = await connectedCard({ transmit: (apdu) => Uint8Array.of(...apdu, 0x90, 0x00) })
  await card.begin()
  expect(await card.atr()).toEqual(ATR)
  expect(await card.transmit(Uint8Array.of(1, 2))).toEqual(Uint8Array.of(1, 2, 0x90, 0x00))
  await card.leave()
  expect(fake.calls).toEqual(['connect', 'transaction', 'state', 'transmit', 'disconnect 0'])
  expect(card.usesT0).toBe(false)
})

test('one task at a time, in the order of the calls', async () => {
  let release: () => void = () => {}
  const { card, fake } = await connectedCard({
    transmit: () =>
      new Promise((resolve) => {
        release = () => resolve(Uint8Array.of(0x90, 0x00))
      }),
  })
  const answer = card.transmit(Uint8Array.of(1))
  const left = card.leave()
  await new Promise((resolve) => setImmediate(resolve))
  expect(fake.calls.at(-1)).toBe('transmit')
  release()
  await Promise.all([answer, left])
  expect(fake.calls.at(-1)).toBe('disconnect 0')
})

test('the next task follows one that failed', async () => {
  const { card, fake } = await connectedCard({})
  fake.faults.set('transmit', 'NotTransacted')
  const failed = card.transmit(Uint8Array.of(1))
  const state = card.atr()
  await expect(failed).rejects.toMatchObject({ code: 'NotTransacted' })
  expect(await state).toEqual(ATR)
})

test('the bytes that the card gets are those of the call, whatever becomes of them', async () => {
  const heard: number[][] = []
  const { card } = await connectedCard({
    transmit: (apdu) => {
      heard.push([...apdu])
      return Uint8Array.of(0x90, 0x00)
    },
  })
  const apdu = Uint8Array.of(1, 2, 3)
  const answer = card.transmit(apdu)
  apdu.fill(0)
  await answer
  expect(heard).toEqual([[1, 2, 3]])
})
