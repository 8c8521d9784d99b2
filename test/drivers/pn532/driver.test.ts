import { expect, test } from 'vitest'
import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import { emulateForeignCard } from '#drivers/emulator/foreign-card.ts'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { emulatePn532 } from '#drivers/emulator/pn532.ts'
import { selectKeycardCash } from '#drivers/keycard/driver.ts'
import { openPn532 } from '#drivers/pn532/driver.ts'
import { ACK_FRAME } from '#drivers/pn532/frame.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { memoryWire, must } from '../../fakes/wires.ts'
import { DIGEST, PRIVATE_KEY, SELECT, SELECT_ANSWER } from '../../vectors/keycard.ts'
import { FRAMES } from '../../vectors/pn532.ts'

const never = new AbortController().signal
const keycard = () => emulateKeycardCash({ privateKey: PRIVATE_KEY })

async function start({ cardMs = 0 } = {}) {
  const clock = fakeClock()
  const wire = await memoryWire()
  const sent: Uint8Array[] = []
  wire.far.onData((bytes) => sent.push(bytes))
  const chip = emulatePn532(wire.far, { clock, cardMs: () => cardMs })
  const reader = must(await openPn532(wire.near, { clock }))
  const tap = async (card: EmulatedCard) => {
    chip.place(card)
    return must(await reader.waitForCard(never))
  }
  return { clock, chip, reader, sent, tap, ...wire }
}

test('a reader that never answers is silent within one and a half seconds, and the link is closed', async () => {
  const clock = fakeClock()
  const { near } = await memoryWire()
  const closed = new Promise<void>((resolve) => near.onClose(resolve))
  const opening = openPn532(near, { clock })
  await clock.advance(1_500)
  expect(await opening).toMatchObject(fail('READER_SILENT'))
  await closed
})

test('a silent reader in the middle of a wait', async () => {
  const { clock, chip, reader } = await start()
  chip.faults.setSilent(true)
  const waiting = reader.waitForCard(never)
  await clock.advance(500)
  expect(await waiting).toMatchObject(fail('READER_SILENT'))
})

test('a card pulled out while it signs left early', async () => {
  const { clock, chip, tap } = await start({ cardMs: 300 })
  const field = await tap(keycard())
  const selecting = selectKeycardCash(field)
  await clock.advance(300)
  const card = must(await selecting)
  const signing = card.sign(DIGEST)
  await clock.advance(100)
  chip.remove()
  expect(await signing).toMatchObject(fail('CARD_LEFT_EARLY'))
})

test('a card is found with one command, as fast as if the reader asked for one card only', async () => {
  const { sent, tap } = await start()
  const before = sent.length
  await tap(keycard())
  expect(sent.slice(before)).toEqual([FRAMES.listTwoA])
})

test('tells two cards, and a card without APDUs, and lets go of them', async () => {
  const { chip, reader, sent } = await start()
  chip.place(keycard())
  chip.add({ ...keycard(), uid: Uint8Array.of(0xde, 0xad, 0xbe, 0xef) })
  expect(await reader.waitForCard(never)).toEqual(fail('CARD_SEVERAL'))
  chip.place({ ...keycard(), iso14443_4: false })
  expect(await reader.waitForCard(never)).toEqual(fail('CARD_TRANSIT'))
  expect(sent.slice(-2)).toEqual([FRAMES.listTwoA, FRAMES.releaseAll])
})

test('an answer that is lost is not waited for longer than the limit', async () => {
  const { clock, chip, tap } = await start()
  const field = await tap(keycard())
  chip.faults.dropNextAnswer()
  const answer = field.transmit(SELECT)
  await clock.advance(3_000)
  expect(await answer).toMatchObject(fail('CARD_TIMEOUT'))
  expect(await field.transmit(SELECT)).toEqual(ok(SELECT_ANSWER))
})

test('noise in front of an answer is passed over', async () => {
  const { chip, tap } = await start()
  const field = await tap(keycard())
  chip.faults.noiseBeforeNextAnswer(Uint8Array.of(0x55, 0xff, 0x00, 0x00, 0x13, 0xff))
  expect(await field.transmit(SELECT)).toEqual(ok(SELECT_ANSWER))
})

test('a cancelled poll is stopped by a host ACK at once', async () => {
  const { clock, reader, sent } = await start()
  const cancel = new AbortController()
  const waiting = reader.waitForCard(cancel.signal)
  await clock.advance(1)
  cancel.abort()
  expect(await waiting).toEqual(fail('SALE_CANCELLED'))
  await clock.advance(0)
  expect(sent.at(-1)).toEqual(ACK_FRAME)
})

test('a poll that was cancelled before it began sends nothing', async () => {
  const { reader, sent } = await start()
  const before = sent.length
  expect(await reader.waitForCard(AbortSignal.abort())).toEqual(fail('SALE_CANCELLED'))
  expect(sent.length).toBe(before)
})

test('a wire that is gone', async () => {
  const { tap, unplug } = await start({ cardMs: 100 })
  const field = await tap(emulateForeignCard())
  const answer = field.transmit(SELECT)
  await unplug()
  expect(await answer).toMatchObject(fail('LINK_CLOSED'))
  expect(await field.transmit(SELECT)).toMatchObject(fail('LINK_CLOSED'))
})
