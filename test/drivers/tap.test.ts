import { expect, test } from 'vitest'
import { selectPaymentCard } from '#drivers/card/select.ts'
import { emulateForeignCard } from '#drivers/emulator/foreign-card.ts'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { emulatePn532 } from '#drivers/emulator/pn532.ts'
import { openPn532 } from '#drivers/pn532/driver.ts'
import { systemClock } from '#drivers/system-clock.ts'
import { fail, ok } from '#src/result.ts'
import { must, serialWire } from '../fakes/wires.ts'
import { DIGEST, PRIVATE_KEY, R, S } from '../vectors/keycard.ts'

// The whole way of a tap: serial port, chip, card and back, on a pair of pseudo terminals.

const never = new AbortController().signal
const clock = systemClock

async function start(cardMs = () => 0) {
  const wire = await serialWire()
  const chip = emulatePn532(wire.far, { clock, cardMs })
  const reader = must(await openPn532(wire.near, { clock }))
  const end = async () => {
    await reader.close()
    await wire.unplug()
  }
  return { ...wire, chip, reader, end }
}

test('fifty taps in a row, each with its own card', async () => {
  const { chip, reader, end } = await start()
  for (let tap = 0; tap < 50; tap++) {
    chip.place(emulateKeycardCash({ privateKey: PRIVATE_KEY }))
    const field = must(await reader.waitForCard(never))
    const card = must(await selectPaymentCard(field))
    expect(await card.sign(DIGEST)).toEqual(ok({ r: R, s: S }))
    await field.release()
    const removed = reader.waitForRemoval(never)
    chip.remove()
    expect(await removed).toEqual(ok())
  }
  await end()
})

test('a card pulled out while it signs, then laid down again', async () => {
  // The first command is SELECT; from the second on the card never comes to an end.
  let commands = 0
  const { chip, reader, far, end } = await start(() => (++commands === 2 ? 60_000 : 0))
  chip.place(emulateKeycardCash({ privateKey: PRIVATE_KEY }))
  const card = must(await selectPaymentCard(must(await reader.waitForCard(never))))
  const signing = card.sign(DIGEST)
  await new Promise<void>((resolve) => {
    const stop = far.onData(() => {
      stop()
      resolve()
    })
  })
  chip.remove()
  expect(await signing).toMatchObject(fail('CARD_LEFT_EARLY'))

  chip.place(emulateKeycardCash({ privateKey: PRIVATE_KEY }))
  const again = must(await selectPaymentCard(must(await reader.waitForCard(never))))
  expect(await again.sign(DIGEST)).toEqual(ok({ r: R, s: S }))
  await end()
})

test('a foreign card, a refusing card, and damage on the wire', async () => {
  const { chip, reader, end } = await start()
  chip.place(emulateForeignCard())
  const foreign = must(await reader.waitForCard(never))
  expect(await selectPaymentCard(foreign)).toMatchObject(fail('CARD_NOT_SUPPORTED'))

  chip.place(emulateKeycardCash({ privateKey: PRIVATE_KEY, refuses: 5 }))
  const refusing = must(await selectPaymentCard(must(await reader.waitForCard(never))))
  chip.faults.corruptNextAnswers()
  expect(await refusing.sign(DIGEST)).toMatchObject(fail('CARD_REFUSED'))
  await end()
})

test('the reader’s cable pulled out while a card signs', async () => {
  const { chip, reader, unplug } = await start(() => 60_000)
  chip.place(emulateKeycardCash({ privateKey: PRIVATE_KEY }))
  const selecting = selectPaymentCard(must(await reader.waitForCard(never)))
  await unplug()
  expect(await selecting).toMatchObject(fail('LINK_CLOSED'))
})
