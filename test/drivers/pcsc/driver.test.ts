import { expect, test } from 'vitest'
import { listPcscReaders, openPcsc } from '#drivers/pcsc/driver.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { must } from '../../fakes/wires.ts'
import { fakePcsc, thrown } from './fake-pcsc.ts'

const PICC = 'ACS ACR1252 1S CL Reader [ACR1252 Dual Reader PICC] 00 00'
const SAM = 'ACS ACR1252 1S CL Reader [ACR1252 Dual Reader SAM] 01 00'
const never = new AbortController().signal

async function open(fake = fakePcsc(), name?: string) {
  const clock = fakeClock()
  const opening = openPcsc({ clock, name, load: fake.load })
  await clock.advance(500)
  return { fake, clock, opened: await opening }
}

async function start() {
  const fake = fakePcsc()
  fake.plug(SAM)
  fake.plug(PICC)
  const { clock, opened } = await open(fake)
  return { fake, clock, reader: must(opened) }
}

test('takes the antenna of a reader with two slots', async () => {
  const { reader } = await start()
  expect(reader.name).toBe(PICC)
})

test('no reader, not the one asked for, no service, no library', async () => {
  const fake = fakePcsc()
  expect((await open(fake)).opened).toEqual(fail('LINK_ABSENT', 'no reader'))
  fake.plug(PICC)
  expect((await open(fake, 'OMNIKEY')).opened).toEqual(fail('LINK_ABSENT', `only ${PICC}`))
  fake.die()
  expect((await open(fake)).opened).toMatchObject(fail('PCSC_STOPPED'))
  const clock = fakeClock()
  expect(await openPcsc({ clock, load: () => Promise.reject(new Error('libpcsclite')) })).toMatchObject(
    fail('PCSC_UNAVAILABLE'),
  )
})

test('names all readers', async () => {
  const fake = fakePcsc()
  fake.plug(SAM)
  fake.plug(PICC)
  const clock = fakeClock()
  const listing = listPcscReaders({ clock, load: fake.load })
  await clock.advance(500)
  expect(await listing).toEqual(ok([SAM, PICC]))
  fake.die()
  expect(await listPcscReaders({ clock, load: fake.load })).toMatchObject(fail('PCSC_STOPPED'))
})

test('a reader that is pulled out in the middle of a wait is gone', async () => {
  const { fake, reader } = await start()
  const waiting = reader.waitForCard(never)
  fake.unplug(PICC)
  expect(await waiting).toMatchObject(fail('LINK_CLOSED'))
  await reader.gone
})

test('a card that does not answer yet is tried again as long as it lies there', async () => {
  const { fake, clock, reader } = await start()
  fake.faults.set('connect', 'UnresponsiveCard')
  fake.place(PICC)
  const waiting = reader.waitForCard(never)
  await clock.advance(1_000)
  fake.faults.clear()
  await clock.advance(250)
  expect((await waiting).ok).toBe(true)
  expect(fake.calls.filter((call) => call === 'connect')).toHaveLength(6)
})

test('a reader that breaks off whenever it is asked for an identifier reads the card all the same', async () => {
  const { fake, clock, reader } = await start()
  fake.place(PICC, { transmit: () => Promise.reject(thrown('NotTransacted')) })
  const waiting = reader.waitForCard(never)
  await clock.advance(1_000)
  expect(must(await waiting).uid).toBeUndefined()
})

test('a card that another program keeps to itself is waited for two seconds', async () => {
  const { fake, clock, reader } = await start()
  fake.faults.set('connect', 'SharingViolation')
  fake.place(PICC)
  const waiting = reader.waitForCard(never)
  await clock.advance(2_000)
  expect(await waiting).toEqual(fail('READER_FAULT', 'another program has the card'))
})

test('a card that is found when nobody wants it any more is left', async () => {
  const { fake, clock, reader } = await start()
  const cancel = new AbortController()
  fake.place(PICC, {
    transmit() {
      cancel.abort()
      return Uint8Array.of(0x6a, 0x81)
    },
  })
  const waiting = reader.waitForCard(cancel.signal)
  await clock.advance(0)
  expect(await waiting).toEqual(fail('SALE_CANCELLED'))
  expect(fake.calls.at(-1)).toBe('disconnect 0')
})

test('the next wait leaves the card of the last one', async () => {
  const { fake, reader } = await start()
  fake.place(PICC)
  const card = must(await reader.waitForCard(never))
  const removed = reader.waitForRemoval(never)
  fake.take(PICC)
  expect(await removed).toEqual(ok())
  expect(await card.transmit(Uint8Array.of(0, 0, 0, 0))).toEqual(fail('CARD_LEFT_EARLY'))
})

const FIRST = [0x04, 1, 1, 1, 1, 1, 1]
const SECOND = [0x04, 2, 2, 2, 2, 2, 2]
const telling = (uid: readonly number[]) => ({ transmit: () => Uint8Array.of(...uid, 0x90, 0x00) })

/** One card is taken and another laid in its place, and the service hears of no empty slot. */
async function swap(from: readonly number[], to: readonly number[]) {
  const started = await start()
  const { fake, clock, reader } = started
  fake.place(PICC, telling(from))
  must(await reader.waitForCard(never))
  const removal = { over: false, result: reader.waitForRemoval(never) }
  void removal.result.then(() => {
    removal.over = true
  })
  fake.place(PICC, telling(to))
  await clock.advance(2_000)
  return { ...started, removal }
}

test('a card swapped for another is seen, though the slot was never empty', async () => {
  const { reader, removal } = await swap(FIRST, SECOND)
  expect(await removal.result).toEqual(ok())
  expect(must(await reader.waitForCard(never)).uid).toEqual(Uint8Array.from(SECOND))
})

test.each([
  ['the same card left lying', FIRST, FIRST],
  ['a random number', [0x08, 1, 1, 1], [0x08, 2, 2, 2]],
  ['a random number behind one that lasts', FIRST, [0x08, 2, 2, 2]],
  ['four bytes, which may be those of a type B card', [1, 1, 1, 1], [2, 2, 2, 2]],
])('%s is not taken again until the slot was empty', async (_, from, to) => {
  const { fake, reader, removal } = await swap(from, to)
  expect(removal.over).toBe(false)
  fake.take(PICC)
  expect(await removal.result).toEqual(ok())
  fake.place(PICC, telling(to))
  expect((await reader.waitForCard(never)).ok).toBe(true)
})

test('the wait for a removal ends when it is stopped between two looks', async () => {
  const { fake, clock, reader } = await start()
  fake.place(PICC, telling(FIRST))
  must(await reader.waitForCard(never))
  const cancel = new AbortController()
  const waiting = reader.waitForRemoval(cancel.signal)
  await clock.advance(600)
  cancel.abort()
  expect(await waiting).toEqual(fail('SALE_CANCELLED'))
})

test('is closed once and for all', async () => {
  const { reader } = await start()
  await reader.close()
  await reader.close()
  await reader.gone
  expect(await reader.waitForCard(never)).toMatchObject(fail('LINK_CLOSED'))
})
