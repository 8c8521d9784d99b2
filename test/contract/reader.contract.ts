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
  /** Lays a card on the reader, in place of any other. */
  place(card: EmulatedCard): void
  /** Lays one more card beside it, where that can be done. */
  add?(card: EmulatedCard): void
  /** Takes all cards away. */
  remove(): void
  /** Takes the reader's wire away. */
  unplug(): Promise<unknown>
}

export interface ReaderOptions {
  /** Milliseconds a card takes for one command; called when the command has reached the card. */
  readonly cardMs?: (apdu: Uint8Array) => number
}

/**
 * What not every reader can do, and not every set-up can show: said by whoever runs the suite. What
 * is not said is not tested, and the list of tests shows it as skipped.
 */
export interface ReaderAbilities {
  /** Of two cards in its field: it tells, or (false) it takes one of them and cannot know. */
  readonly tellsSeveral?: boolean
  /** It shows the number that a card gives at anticollision. */
  readonly tellsUid?: boolean
  /** A card that lies there still is looked at again and again, even one that nobody can know again. */
  readonly looksAgain?: boolean
  /** A card without APDUs can be laid on it, by `iso14443_4: false`. */
  readonly tellsTransit?: boolean
  /** The set-up goes by `ReaderOptions`. */
  readonly slowCards?: boolean
}

const never = new AbortController().signal

/** In milliseconds: far more than any of the drivers' own limits that apply, and far less than for ever. */
const IN_TIME_MS = 8_000

/** Cards that never come to an end with a command, and the moment when the first of them begins. */
function endless() {
  let begin = () => {}
  const working = new Promise<void>((resolve) => {
    begin = resolve
  })
  const cardMs = () => {
    // Behind the call: only then does the reader wait for the card.
    queueMicrotask(begin)
    return 600_000
  }
  return { cardMs, working }
}

/** What every `CardReader` does, whatever it is made of. On a machine that is `slowness` times slower, in more time. */
export function readerContract(
  make: (options: ReaderOptions) => Promise<ReaderSetup>,
  abilities: ReaderAbilities = {},
  slowness = 1,
): void {
  const inTime = { timeout: IN_TIME_MS * slowness }
  let setup: ReaderSetup | undefined
  const start = async (options: ReaderOptions = {}) => {
    setup = await make(options)
    return setup
  }
  afterEach(async () => {
    await setup?.reader.close()
    await setup?.unplug()
  })
  const keycard = () => emulateKeycardCash({ privateKey: PRIVATE_KEY })
  const transitCard = () => ({ ...keycard(), iso14443_4: false })

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

  /** A card that counts how often it was asked for its number. */
  function watchedCard(uidAt: (look: number) => Uint8Array) {
    let looks = 0
    let reached = () => {}
    let wanted = Number.POSITIVE_INFINITY
    const card: EmulatedCard = {
      ...keycard(),
      get uid() {
        looks += 1
        if (looks >= wanted) reached()
        return uidAt(looks)
      },
    }
    const looked = (more: number) =>
      new Promise<void>((resolve) => {
        wanted = looks + more
        reached = resolve
      })
    return { card, looked }
  }
  const FIRST = Uint8Array.of(0x04, 1, 1, 1, 1, 1, 1)
  const SECOND = Uint8Array.of(0x04, 2, 2, 2, 2, 2, 2)
  const random = (look: number) => Uint8Array.of(0x08, 0, 0, look)

  /** Notes when the wait for the removal is over. */
  function removalOf(reader: CardReader) {
    const removal = { over: false, result: reader.waitForRemoval(never) }
    void removal.result.then(() => {
      removal.over = true
    })
    return removal
  }

  test.runIf(abilities.tellsUid)('a card swapped for another is seen', inTime, async () => {
    const { reader, place } = await start()
    place({ ...keycard(), uid: FIRST })
    must(await reader.waitForCard(never))
    const removed = reader.waitForRemoval(never)
    place({ ...keycard(), uid: SECOND })
    expect(await removed).toEqual(ok())
    const card = must(await reader.waitForCard(never))
    expect(card.uid).toEqual(SECOND)
    expect(await card.transmit(SELECT)).toEqual(ok(SELECT_ANSWER))
  })

  test.runIf(abilities.tellsUid)('the same card left lying is not taken again', inTime, async () => {
    const { reader, place, remove } = await start()
    const { card, looked } = watchedCard(() => FIRST)
    place(card)
    must(await reader.waitForCard(never))
    const removal = removalOf(reader)
    await looked(5)
    expect(removal.over).toBe(false)
    remove()
    expect(await removal.result).toEqual(ok())
  })

  test.runIf(abilities.looksAgain)(
    'a card with a random number is not taken again until the field was empty',
    inTime,
    async () => {
      const { reader, place, remove } = await start()
      const { card, looked } = watchedCard(random)
      place(card)
      must(await reader.waitForCard(never))
      const removal = removalOf(reader)
      await looked(5)
      expect(removal.over).toBe(false)
      remove()
      expect(await removal.result).toEqual(ok())
      place(card)
      expect((await reader.waitForCard(never)).ok).toBe(true)
    },
  )

  test.runIf(abilities.looksAgain)(
    'of a card of type B nobody knows whether it is another',
    inTime,
    async () => {
      const { reader, place, remove } = await start()
      place({ ...emulateForeignCard(), type: 'B', uid: Uint8Array.of(1, 1, 1, 1) })
      must(await reader.waitForCard(never))
      const removal = removalOf(reader)
      const { card, looked } = watchedCard(() => SECOND)
      place(card)
      await looked(5)
      expect(removal.over).toBe(false)
      remove()
      expect(await removal.result).toEqual(ok())
    },
  )

  test.runIf(abilities.looksAgain)(
    'a card beside one that has paid is not taken before both have left',
    inTime,
    async () => {
      const { reader, place, add, remove } = await start()
      place({ ...keycard(), uid: FIRST })
      must(await reader.waitForCard(never))
      const removal = removalOf(reader)
      const { card, looked } = watchedCard(() => SECOND)
      // In front, so that a reader that finds one card only finds this one.
      place(card)
      add?.({ ...keycard(), uid: FIRST })
      await looked(5)
      expect(removal.over).toBe(false)
      remove()
      expect(await removal.result).toEqual(ok())
    },
  )

  test.runIf(abilities.looksAgain)(
    'a card that comes back without an empty field in between is not taken again',
    inTime,
    async () => {
      const { reader, place, remove } = await start()
      place({ ...keycard(), uid: FIRST })
      must(await reader.waitForCard(never))
      const swapped = reader.waitForRemoval(never)
      place({ ...keycard(), uid: SECOND })
      expect(await swapped).toEqual(ok())
      must(await reader.waitForCard(never))
      const removal = removalOf(reader)
      const { card, looked } = watchedCard(() => FIRST)
      place(card)
      await looked(5)
      expect(removal.over).toBe(false)
      remove()
      expect(await removal.result).toEqual(ok())
    },
  )

  test.runIf(abilities.tellsUid).each([4, 7, 10])('shows the number of a card, %i bytes', async (length) => {
    const { reader, place } = await start()
    const uid = Uint8Array.from({ length }, (_, i) => 0x10 + i)
    place({ ...keycard(), uid })
    const card = must(await reader.waitForCard(never))
    expect(card.uid).toEqual(uid)
  })

  test.runIf(abilities.tellsTransit)('says of a card without APDUs that it is none of ours', async () => {
    const { reader, place, remove } = await start()
    place(transitCard())
    expect(await reader.waitForCard(never)).toMatchObject(fail('CARD_TRANSIT'))
    const removed = reader.waitForRemoval(never)
    remove()
    expect(await removed).toEqual(ok())
    place(keycard())
    const card = must(await reader.waitForCard(never))
    expect(await card.transmit(SELECT)).toEqual(ok(SELECT_ANSWER))
  })

  test.runIf(abilities.tellsSeveral !== undefined)(
    'says of two cards that they are several, or takes one of them',
    async () => {
      const { reader, place, add, remove } = await start()
      place({ ...keycard(), uid: Uint8Array.of(1, 1, 1, 1) })
      add?.({ ...keycard(), uid: Uint8Array.of(2, 2, 2, 2) })
      const found = await reader.waitForCard(never)
      if (abilities.tellsSeveral) expect(found).toMatchObject(fail('CARD_SEVERAL'))
      else expect(await must(found).transmit(SELECT)).toEqual(ok(SELECT_ANSWER))
      const removed = reader.waitForRemoval(never)
      remove()
      expect(await removed).toEqual(ok())
      place(keycard())
      expect((await reader.waitForCard(never)).ok).toBe(true)
    },
  )

  test.runIf(abilities.slowCards)(
    'a card pulled out in the middle of an exchange left early',
    inTime,
    async () => {
      const { cardMs, working } = endless()
      const { reader, place, remove } = await start({ cardMs })
      place(keycard())
      const card = must(await reader.waitForCard(never))
      const signing = card.transmit(SIGN)
      await working
      remove()
      expect(await signing).toMatchObject(fail('CARD_LEFT_EARLY'))
      place(keycard())
      expect((await reader.waitForCard(never)).ok).toBe(true)
    },
  )

  test('a wire pulled out in the middle of a wait ends it', inTime, async () => {
    const { reader, unplug } = await start()
    const waiting = reader.waitForCard(never)
    await unplug()
    expect(await waiting).toMatchObject(fail('LINK_CLOSED'))
    expect(await reader.waitForCard(never)).toMatchObject(fail('LINK_CLOSED'))
    expect(await reader.waitForRemoval(never)).toMatchObject(fail('LINK_CLOSED'))
  })

  test.runIf(abilities.slowCards)(
    'a wire pulled out in the middle of an exchange ends it',
    inTime,
    async () => {
      const { cardMs, working } = endless()
      const { reader, place, unplug } = await start({ cardMs })
      place(keycard())
      const card = must(await reader.waitForCard(never))
      const signing = card.transmit(SIGN)
      await working
      await unplug()
      expect(await signing).toMatchObject(fail('LINK_CLOSED'))
      expect(await card.transmit(SELECT)).toMatchObject(fail('LINK_CLOSED'))
      await card.release()
    },
  )

  test('a wire pulled out while a card lies there ends the wait for its removal', inTime, async () => {
    const { reader, place, unplug } = await start()
    place(keycard())
    must(await reader.waitForCard(never))
    const waiting = reader.waitForRemoval(never)
    await unplug()
    expect(await waiting).toMatchObject(fail('LINK_CLOSED'))
  })

  test('is closed in the middle of a wait, which ends it', inTime, async () => {
    const { reader } = await start()
    const waiting = reader.waitForCard(never)
    await reader.close()
    expect(await waiting).toMatchObject(fail('LINK_CLOSED'))
    await reader.close()
  })
}
