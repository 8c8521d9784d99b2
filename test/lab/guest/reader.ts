import { expect } from 'vitest'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import { ok } from '#src/result.ts'
import type { ReaderSetup } from '../../contract/reader.contract.ts'
import { must } from '../../fakes/wires.ts'
import { PRIVATE_KEY, SELECT, SELECT_ANSWER, SIGN } from '../../vectors/keycard.ts'
import type { Operations } from './pull-out.ts'

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
