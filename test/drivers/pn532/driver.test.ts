import { expect, test } from 'vitest'
import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import { emulateForeignCard } from '#drivers/emulator/foreign-card.ts'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { emulatePn532 } from '#drivers/emulator/pn532.ts'
import { selectKeycardCash } from '#drivers/keycard/driver.ts'
import { openPn532 } from '#drivers/pn532/driver.ts'
import { ACK_FRAME, ERROR_FRAME, encodeFrame, FROM_CHIP, NACK_FRAME, TO_CHIP } from '#drivers/pn532/frame.ts'
import type { Link } from '#src/device/link.ts'
import { fail, ok } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { memoryWire, must } from '../../fakes/wires.ts'
import { DIGEST, PRIVATE_KEY, SELECT, SELECT_ANSWER, SIGN, SIGN_ANSWER } from '../../vectors/keycard.ts'

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

test('another chip is not taken for a PN532', async () => {
  const clock = fakeClock()
  const { near, far } = await memoryWire()
  answerEmpty(far)
  expect(await openPn532(near, { clock })).toMatchObject(fail('READER_FAULT'))
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

test('a card that does not come to an end is given three seconds, and is stopped', async () => {
  const { clock, sent, tap } = await start({ cardMs: 60_000 })
  const field = await tap(keycard())
  const answer = field.transmit(SELECT)
  await clock.advance(2_999)
  expect(sent.at(-1)).not.toEqual(ACK_FRAME)
  await clock.advance(1)
  expect(await answer).toMatchObject(fail('CARD_TIMEOUT'))
  expect(sent.at(-1)).toEqual(ACK_FRAME)
})

test('a damaged answer is asked for again', async () => {
  const { chip, sent, tap } = await start()
  const field = await tap(keycard())
  chip.faults.corruptNextAnswers()
  expect(await field.transmit(SELECT)).toEqual(ok(SELECT_ANSWER))
  expect(sent.at(-1)).toEqual(NACK_FRAME)
})

test('answers that stay damaged are the reader’s fault', async () => {
  const { clock, chip, tap } = await start()
  const field = await tap(keycard())
  chip.faults.corruptNextAnswers(2)
  const answer = field.transmit(SELECT)
  await clock.advance(3_000)
  expect(await answer).toMatchObject(fail('READER_FAULT'))
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

test('long APDUs go both ways in parts', async () => {
  const { tap } = await start()
  const echo = { answer: (apdu: Uint8Array) => apdu }
  const field = await tap(echo)
  const long = Uint8Array.from({ length: 700 }, (_, i) => i % 256)
  const short = Uint8Array.of(1, 2, 3)
  expect(await Promise.all([field.transmit(long), field.transmit(short)])).toEqual([ok(long), ok(short)])
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

/** Acknowledges every command and answers it with no parameters, the version too. */
function answerEmpty(far: Link): void {
  far.onData((bytes) => {
    const code = (bytes[bytes.indexOf(TO_CHIP) + 1] ?? 0) + 1
    void far.write(ACK_FRAME)
    void far.write(encodeFrame(Uint8Array.of(FROM_CHIP, code)))
  })
}

test('a command that the wire damaged is said again, then given up', async () => {
  const { near, far } = await memoryWire()
  let commands = 0
  far.onData(() => {
    commands += 1
    void far.write(ERROR_FRAME)
  })
  expect(await openPn532(near, { clock: fakeClock() })).toMatchObject(fail('READER_FAULT'))
  expect(commands).toBe(3)
})

test('two commands whose ACKs both come late do not mix up their answers', async () => {
  const clock = fakeClock()
  const { near, far } = await memoryWire()
  const late = delayed(far, clock)
  const chip = emulatePn532(late.link, { clock })
  const reader = must(await openPn532(near, { clock }))
  chip.place(keycard())
  const field = must(await reader.waitForCard(never))

  // Later than the first limit for the ACK, sooner than the second.
  late.setDelay(300)
  const answers = Promise.all([field.transmit(SELECT), field.transmit(SIGN)])
  await clock.advance(5_000)
  expect(await answers).toEqual([ok(SELECT_ANSWER), ok(SIGN_ANSWER)])
})

/** A link whose writes arrive after a delay, in their order. */
function delayed(link: Link, clock: Clock) {
  let delay = 0
  const write: Link['write'] = async (bytes) => {
    if (delay === 0) return link.write(bytes)
    clock.after(delay, () => void link.write(bytes))
    return ok()
  }
  return {
    link: { ...link, write },
    setDelay: (ms: number) => {
      delay = ms
    },
  }
}
