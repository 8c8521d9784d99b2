import { expect } from 'vitest'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { emulateNeo } from '#drivers/emulator/neo.ts'
import { emulatePn532 } from '#drivers/emulator/pn532.ts'
import { openNeo } from '#drivers/neo/driver.ts'
import { neoOverHid } from '#drivers/neo/over-hid.ts'
import { openPn532 } from '#drivers/pn532/driver.ts'
import { systemClock } from '#drivers/system-clock.ts'
import type { ReaderFault } from '#src/device/reader.ts'
import { ok, type Result } from '#src/result.ts'
import type { ReaderOptions, ReaderSetup } from '../../contract/reader.contract.ts'
import { must } from '../../fakes/wires.ts'
import { PRIVATE_KEY, SELECT, SELECT_ANSWER, SIGN } from '../../vectors/keycard.ts'
import type { ReportWire, Wire } from './plug.ts'
import type { Operations } from './pull-out.ts'
import { slowClock } from './slowness.ts'

type OpenedReader = Result<ReaderSetup, ReaderFault>

/** A PN532 at the far end of a wire, and its driver at the near one. */
export async function startPn532(wire: Wire, options: ReaderOptions = {}): Promise<OpenedReader> {
  const chip = emulatePn532(wire.far, { clock: systemClock, ...options })
  const reader = await openPn532(wire.near, { clock: slowClock })
  return reader.ok ? ok({ ...chip, reader: reader.value, unplug: wire.unplug }) : reader
}

/** The same for an ID TECH NEO on USB HID. */
export async function startNeo(wire: ReportWire, options: ReaderOptions = {}): Promise<OpenedReader> {
  const device = emulateNeo(neoOverHid(wire.far), { clock: systemClock, ...options })
  const reader = await openNeo(neoOverHid(wire.near), { clock: slowClock })
  return reader.ok ? ok({ ...device, reader: reader.value, unplug: wire.unplug }) : reader
}

const never = new AbortController().signal

async function tap({ reader, place }: ReaderSetup) {
  place(emulateKeycardCash({ privateKey: PRIVATE_KEY }))
  return must(await reader.waitForCard(never))
}

/** A whole tap, up to the card's answer. */
export async function readerWorks(setup: ReaderSetup): Promise<void> {
  const card = await tap(setup)
  expect(await card.transmit(SELECT)).toEqual(ok(SELECT_ANSWER))
  await card.release()
  setup.remove()
}

/** Everything a terminal asks of a reader that is answered by the device. */
export const readerOperations: Operations<ReaderSetup> = {
  'the wait for a card':
    async ({ reader }) =>
    () =>
      reader.waitForCard(never),
  'an exchange with the card': async (setup) => {
    const card = await tap(setup)
    must(await card.transmit(SELECT))
    return () => card.transmit(SIGN)
  },
  'the wait for its removal': async (setup) => {
    await tap(setup)
    return () => setup.reader.waitForRemoval(never)
  },
}
