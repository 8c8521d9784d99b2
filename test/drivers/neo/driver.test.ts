import { expect, test } from 'vitest'
import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import { emulateForeignCard } from '#drivers/emulator/foreign-card.ts'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { type EmulatedNeoSettings, emulateNeo } from '#drivers/emulator/neo.ts'
import { openNeo } from '#drivers/neo/driver.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { memoryWire, must } from '../../fakes/wires.ts'
import { PRIVATE_KEY, SELECT, SELECT_ANSWER, SIGN, SIGN_ANSWER } from '../../vectors/keycard.ts'
import { COMMANDS } from '../../vectors/neo.ts'
import { answerTo, scriptedReader } from './scripted.ts'

const never = new AbortController().signal
const keycard = () => emulateKeycardCash({ privateKey: PRIVATE_KEY })

async function start(settings: Partial<EmulatedNeoSettings> = {}) {
  const clock = fakeClock()
  const wire = await memoryWire()
  const sent: Uint8Array[] = []
  wire.far.onData((bytes) => sent.push(bytes))
  const neo = emulateNeo(wire.far, { clock, ...settings })
  const reader = must(await openNeo(wire.near, { clock }))
  const tap = async (card: EmulatedCard) => {
    neo.place(card)
    return must(await reader.waitForCard(never))
  }
  return { clock, neo, reader, sent, tap, ...wire }
}

/** Command and sub-command of what was sent, as the guide prints them. */
const names = (sent: readonly Uint8Array[]): string[] =>
  sent.map((bytes) => [...bytes.slice(10, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('-'))

test('a tap of a card that lies there is three commands', async () => {
  const { sent, tap } = await start()
  const before = sent.length
  const card = await tap(keycard())
  expect(await card.transmit(SELECT)).toEqual(ok(SELECT_ANSWER))
  expect(await card.transmit(SIGN)).toEqual(ok(SIGN_ANSWER))
  expect(names(sent.slice(before))).toEqual(['2c-02', '2c-03', '2c-03'])
  expect(sent.slice(before + 1)).toEqual([COMMANDS.exchangeSelect, COMMANDS.exchangeSign])
})

test('a reader that never answers is silent within one and a half seconds, and the link is closed', async () => {
  const clock = fakeClock()
  const { near } = await memoryWire()
  const closed = new Promise<void>((resolve) => near.onClose(resolve))
  const opening = openNeo(near, { clock })
  await clock.advance(1_500)
  expect(await opening).toMatchObject(fail('READER_SILENT'))
  await closed
})

test('a reader that falls silent in the middle of a wait', async () => {
  const { clock, neo, reader } = await start()
  neo.faults.setSilent(true)
  const waiting = reader.waitForCard(never)
  await clock.advance(1_200)
  expect(await waiting).toMatchObject(fail('READER_SILENT'))
})

test('a wait that is cancelled ends with its poll, and the reader is asked nothing more', async () => {
  const { clock, reader, sent } = await start()
  const cancel = new AbortController()
  const waiting = reader.waitForCard(cancel.signal)
  await clock.advance(100)
  cancel.abort()
  const asked = sent.length
  await clock.advance(150)
  expect(await waiting).toEqual(fail('SALE_CANCELLED'))
  expect(sent.length).toBe(asked)
})

test('a look that took its time is followed by the next one at once', async () => {
  const { clock, reader, sent } = await start()
  const before = sent.length
  const cancel = new AbortController()
  const waiting = reader.waitForCard(cancel.signal)
  await clock.advance(1_000)
  expect(names(sent.slice(before))).toEqual(Array.from({ length: 6 }, () => '2c-02'))
  cancel.abort()
  await clock.advance(250)
  await waiting
})

test('a reader that answers every look at once is asked no more than fifty times a second', async () => {
  const clock = fakeClock()
  const polled = (second: number) => (second === 0x02 ? 0x08 : 0x00)
  const { link, heard } = scriptedReader(({ command, second }) => [
    answerTo(command, command === 0x2c ? polled(second) : 0x00),
  ])
  const reader = must(await openNeo(link, { clock }))
  const before = heard.length
  const cancel = new AbortController()
  const waiting = reader.waitForCard(cancel.signal)
  await clock.advance(990)
  expect(heard.length - before).toBe(50)
  cancel.abort()
  await clock.advance(20)
  expect(await waiting).toEqual(fail('SALE_CANCELLED'))
})

test('a wait that was cancelled before it began sends nothing', async () => {
  const { reader, sent } = await start()
  const before = sent.length
  expect(await reader.waitForCard(AbortSignal.abort())).toEqual(fail('SALE_CANCELLED'))
  expect(sent.length).toBe(before)
})

test('a card that comes with the cancelling is let go', async () => {
  const { clock, neo, reader } = await start()
  const cancel = new AbortController()
  const waiting = reader.waitForCard(cancel.signal)
  await clock.advance(100)
  cancel.abort()
  neo.place(keycard())
  expect(await waiting).toEqual(fail('SALE_CANCELLED'))
  expect(neo.isAntennaOn).toBe(false)
})

test('a card without APDUs ends the wait, with its field off', async () => {
  const { neo, reader } = await start()
  neo.place({ ...keycard(), iso14443_4: false })
  expect(await reader.waitForCard(never)).toEqual(fail('CARD_TRANSIT', 'card of type 03'))
  expect(neo.isAntennaOn).toBe(false)
})

test('a phone with a MIFARE side is taken by its other side', async () => {
  const { clock, neo, reader } = await start({ opensMifare: () => true })
  neo.place(keycard())
  const waiting = reader.waitForCard(never)
  await clock.advance(10)
  const card = must(await waiting)
  expect(await card.transmit(SELECT)).toEqual(ok(SELECT_ANSWER))
})

test('a card pulled out while it signs left early; the same card is found again', async () => {
  const { clock, neo, reader, tap } = await start({ cardMs: () => 300 })
  const card = await tap(keycard())
  const signing = card.transmit(SIGN)
  await clock.advance(100)
  neo.remove()
  expect(await signing).toMatchObject(fail('CARD_LEFT_EARLY'))
  const again = reader.waitForCard(never)
  await clock.advance(50)
  neo.place(keycard())
  await clock.advance(50)
  expect((await again).ok).toBe(true)
})

test('a card that stays is seen until it goes, though a card in use answers no poll', async () => {
  const { clock, neo, reader, tap } = await start()
  const card = await tap(keycard())
  await card.transmit(SELECT)
  let left = false
  const removal = reader.waitForRemoval(never).then((result) => {
    left = true
    return result
  })
  await clock.advance(1_000)
  expect(left).toBe(false)
  neo.remove()
  await clock.advance(200)
  expect(await removal).toEqual(ok())
})

test('an answer that is lost is not waited for longer than the limit, nor taken for a later one', async () => {
  const { clock, neo, tap } = await start()
  const card = await tap(keycard())
  neo.faults.dropNextAnswer()
  const answer = card.transmit(SELECT)
  await clock.advance(3_000)
  expect(await answer).toMatchObject(fail('CARD_TIMEOUT'))
  expect(await card.transmit(SELECT)).toEqual(ok(SELECT_ANSWER))
})

test('noise in front of an answer is passed over', async () => {
  const { neo, tap } = await start()
  const card = await tap(keycard())
  neo.faults.noiseBeforeNextAnswer(Uint8Array.of(0x56, 0x69, 0x56, 0x56, 0x00))
  expect(await card.transmit(SELECT)).toEqual(ok(SELECT_ANSWER))
})

test('a damaged answer of the card ends the exchange, and the next one is clean', async () => {
  const { neo, tap } = await start()
  const card = await tap(keycard())
  neo.faults.corruptNextAnswers()
  expect(await card.transmit(SELECT)).toMatchObject(fail('READER_FAULT'))
  expect(await card.transmit(SELECT)).toEqual(ok(SELECT_ANSWER))
})

test('a damaged answer to a poll is asked for again', async () => {
  const { clock, neo, reader } = await start()
  neo.faults.corruptNextAnswers()
  const waiting = reader.waitForCard(never)
  await clock.advance(200)
  neo.place(emulateForeignCard())
  expect((await waiting).ok).toBe(true)
})

test('closing leaves the reader as it was before: antenna off, pass-through off', async () => {
  const { neo, reader, sent, tap, near } = await start()
  await tap(keycard())
  const closed = new Promise<void>((resolve) => near.onClose(resolve))
  await reader.close()
  await closed
  expect(sent.slice(-2)).toEqual([COMMANDS.antennaOff, COMMANDS.passThroughOff])
  expect([neo.isAntennaOn, neo.isPassThrough]).toEqual([false, false])
})

test('a wire that is gone, in the middle of an exchange and after it', async () => {
  const { tap, unplug, reader } = await start({ cardMs: () => 100 })
  const card = await tap(keycard())
  const answer = card.transmit(SELECT)
  await unplug()
  expect(await answer).toMatchObject(fail('LINK_CLOSED'))
  expect(await card.transmit(SELECT)).toMatchObject(fail('LINK_CLOSED'))
  await reader.close()
})
