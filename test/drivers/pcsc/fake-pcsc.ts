import { EventEmitter } from 'node:events'
import type { LoadPcsc, Pcsc } from '#drivers/pcsc/native.ts'

/** An error as pcsc-mini throws it. */
export const thrown = (code: string): Error => Object.assign(new Error(`[ Session ] ${code}`), { code })

/** What the ISO-DEP card of this fake says of itself: no historical bytes (PC/SC part 3). */
export const ATR = Uint8Array.of(0x3b, 0x80, 0x80, 0x01, 0x01)

export interface FakeCard {
  readonly atr?: Uint8Array
  readonly protocol?: number
  /** Throws what pcsc-mini would; never ends where the card does not. */
  transmit?(apdu: Uint8Array): Promise<Uint8Array> | Uint8Array
}

const EMPTY = 0x10
const PRESENT = 0x20

/** pcsc-mini, with a service whose every move is the test's. */
export function fakePcsc() {
  const cards = new Map<string, FakeCard | undefined>()
  const clients = new Set<FakeClient>()
  /** Every call that reached a card or its connection, in order. */
  const calls: string[] = []
  /** Thrown by whatever is done next with this name, until taken away. */
  const faults = new Map<string, string>()
  let runs = true

  const step = (name: string) => {
    calls.push(name)
    const code = runs ? faults.get(name) : 'NoService'
    if (code) throw thrown(code)
  }

  class FakeReader extends EventEmitter {
    constructor(readonly id: string) {
      super()
    }
    name = () => this.id
    async connect() {
      step('connect')
      const card = cards.get(this.id)
      if (!card) throw thrown('NoSmartCard')
      return fakeCard(card, step)
    }
  }

  class FakeClient extends EventEmitter {
    readonly known = new Map<string, FakeReader>()
    start() {
      if (!runs) throw thrown('NoService')
      clients.add(this)
      for (const name of cards.keys()) this.tell(name)
      return this
    }
    reader = (name: string) => this.known.get(name)
    tell(name: string) {
      queueMicrotask(() => {
        const reader = this.known.get(name) ?? new FakeReader(name)
        if (!this.known.has(name)) {
          this.known.set(name, reader)
          this.emit('reader', reader)
        }
        const raw = cards.get(name) ? PRESENT : EMPTY
        reader.emit('change', { raw, has: (flag: number) => (raw & flag) === flag }, new Uint8Array())
      })
    }
  }

  const tell = (name: string) => {
    for (const client of clients) client.tell(name)
  }
  const library: Pcsc = {
    Client: FakeClient,
    CardMode: { SHARED: 2 },
    CardDisposition: { LEAVE: 0 },
    Protocol: { T0: 1, ANY: 3 },
    ReaderStatus: { PRESENT },
  }
  const load: LoadPcsc = async () => library
  return {
    load,
    pcsc: library,
    calls,
    faults,
    plug(name: string) {
      cards.set(name, undefined)
      tell(name)
    },
    unplug(name: string) {
      cards.delete(name)
      for (const client of clients) {
        client.known.get(name)?.emit('disconnect')
        client.known.delete(name)
      }
    },
    place(name: string, card: FakeCard = {}) {
      cards.set(name, card)
      tell(name)
    },
    take(name: string) {
      cards.set(name, undefined)
      tell(name)
    },
    /** The service ends, and is there again after `revive`. */
    die() {
      runs = false
      for (const client of clients) client.emit('error', thrown('CommError'))
      clients.clear()
    },
    revive() {
      runs = true
    },
  }
}

export type FakePcsc = ReturnType<typeof fakePcsc>

/** A connection: as pcsc-mini's, it throws at a second task while one runs. */
function fakeCard(card: FakeCard, step: (name: string) => void) {
  let busy = false
  const task = async <T>(name: string, work: () => Promise<T> | T): Promise<T> => {
    if (busy) throw thrown('CardIsBusy')
    busy = true
    try {
      step(name)
      return await work()
    } finally {
      busy = false
    }
  }
  return {
    protocol: () => card.protocol ?? 2,
    transaction: () => task('transaction', () => ({})),
    state: () => task('state', () => ({ atr: card.atr ?? ATR })),
    transmit: (apdu: Uint8Array) =>
      task('transmit', () => (card.transmit ? card.transmit(apdu) : Uint8Array.of(0x6a, 0x81))),
    disconnect: (disposition: number) => task(`disconnect ${disposition}`, () => {}),
  }
}

/** A card as the driver's own parts take it, from a fake one. */
export async function connectedCard(card: FakeCard) {
  const fake = fakePcsc()
  const { createWatch } = await import('#drivers/pcsc/watch.ts')
  const { wrapCard } = await import('#drivers/pcsc/service-card.ts')
  fake.place('reader', card)
  const watch = createWatch(fake.pcsc)
  await new Promise((resolve) => setImmediate(resolve))
  return { fake, card: wrapCard(await watch.connect('reader'), fake.pcsc) }
}
