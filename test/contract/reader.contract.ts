import { afterEach, expect, test } from 'vitest'
import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import { emulateForeignCard } from '#drivers/emulator/foreign-card.ts'
import { emulateKeycardCash } from '#drivers/emulator/keycard-cash.ts'
import type { CardReader } from '#src/device/reader.ts'
import { fail, ok } from '#src/result.ts'
import { must } from '../fakes/wires.ts'
import { PRIVATE_KEY, SELECT, SELECT_ANSWER, SIGN, SIGN_ANSWER } from '../vectors/keycard.ts'

export interface ReaderSetup {
  readonly reader: CardReader
  place(card: EmulatedCard): void
  remove(): void
  unplug(): Promise<unknown>
}

const never = new AbortController().signal

/** What every `CardReader` does, whatever it is made of. */
export function readerContract(make: () => Promise<ReaderSetup>): void {
  let setup: ReaderSetup | undefined
  const start = async () => {
    setup = await make()
    return setup
  }
  afterEach(async () => {
    await setup?.reader.close()
    await setup?.unplug()
  })
  const keycard = () => emulateKeycardCash({ privateKey: PRIVATE_KEY })

  test('finds a card that lies there and exchanges APDUs in the order of the calls', async () => {
    const { reader, place } = await start()
    place(keycard())
    const card = must(await reader.waitForCard(never))
    const answers = await Promise.all([card.transmit(SELECT), card.transmit(SIGN)])
    expect(answers).toEqual([ok(SELECT_ANSWER), ok(SIGN_ANSWER)])
  })

  test('finds a card that comes later', async () => {
    const { reader, place } = await start()
    const found = reader.waitForCard(never)
    place(keycard())
    expect((await found).ok).toBe(true)
  })

  test('finds cards of type B', async () => {
    const { reader, place } = await start()
    place({ ...emulateForeignCard(), type: 'B' })
    const card = must(await reader.waitForCard(never))
    expect(await card.transmit(SELECT)).toEqual(ok(Uint8Array.of(0x6a, 0x82)))
  })

  test('says that the card left when it is gone', async () => {
    const { reader, place, remove } = await start()
    place(keycard())
    const card = must(await reader.waitForCard(never))
    remove()
    expect(await card.transmit(SELECT)).toMatchObject(fail('CARD_LEFT_EARLY'))
    await card.release()
  })

  test('knows nothing of a card after its release', async () => {
    const { reader, place } = await start()
    place(keycard())
    const card = must(await reader.waitForCard(never))
    await card.release()
    expect(await card.transmit(SELECT)).toEqual(fail('CARD_LEFT_EARLY'))
    expect((await reader.waitForCard(never)).ok).toBe(true)
  })

  test('stops waiting for a card when told to, and can wait again', async () => {
    const { reader, place } = await start()
    const cancel = new AbortController()
    const waiting = reader.waitForCard(cancel.signal)
    cancel.abort()
    expect(await waiting).toEqual(fail('SALE_CANCELLED'))
    place(keycard())
    expect((await reader.waitForCard(never)).ok).toBe(true)
  })

  test('waits until the card is taken away', async () => {
    const { reader, place, remove } = await start()
    place(keycard())
    must(await reader.waitForCard(never))
    const removed = reader.waitForRemoval(never)
    remove()
    expect(await removed).toEqual(ok())
  })

  test('stops waiting for the removal when told to', async () => {
    const { reader, place } = await start()
    place(keycard())
    must(await reader.waitForCard(never))
    const cancel = new AbortController()
    const waiting = reader.waitForRemoval(cancel.signal)
    cancel.abort()
    expect(await waiting).toEqual(fail('SALE_CANCELLED'))
  })

  test('says that the wire is gone', async () => {
    const { reader, unplug } = await start()
    const waiting = reader.waitForCard(never)
    await unplug()
    expect(await waiting).toMatchObject(fail('LINK_CLOSED'))
    expect(await reader.waitForRemoval(never)).toMatchObject(fail('LINK_CLOSED'))
  })
}
