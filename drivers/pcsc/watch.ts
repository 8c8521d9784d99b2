import { createListeners } from '../link/listeners.ts'
import { pcscCode } from './faults.ts'
import type { BindingCard, BindingClient, Pcsc } from './native.ts'

/** pcsc-mini's thread that follows the readers, and what it has told so far. */
export interface Watch {
  readonly slots: ReadonlyMap<string, 'card' | 'empty'>
  /** Nothing more will be heard: the service has ended, or pcsc-mini has no room left. */
  readonly over: boolean
  onChange(listener: () => void): () => void
  connect(reader: string): Promise<BindingCard>
}

/**
 * It holds four connections at most and never frees one whose end failed, such as that of a card in
 * a reader that was pulled out. Then a new watch is needed.
 */
const NO_ROOM = ['TooManyCardConnections', 'TooManyConnectRequests']

/**
 * All that ever began. When the service of one has ended, pcsc-mini throws at the moment in
 * which memory is tidied up, where nobody can catch it: so none is ever left to be tidied up.
 */
const kept = new Set<BindingClient>()

/** Throws as pcsc-mini does when the service does not run. */
export function createWatch(pcsc: Pcsc): Watch {
  const client = new pcsc.Client()
  const slots = new Map<string, 'card' | 'empty'>()
  const changes = createListeners<undefined>()
  let over = false

  const set = (reader: string, slot: 'card' | 'empty' | 'gone') => {
    if (over) return
    if (slot === 'gone') slots.delete(reader)
    else slots.set(reader, slot)
    changes.emit(undefined)
  }
  const end = () => {
    over = true
    slots.clear()
    changes.emit(undefined)
  }

  client.on('reader', (reader) => {
    const name = reader.name()
    reader.on('change', (status) => set(name, status.has(pcsc.ReaderStatus.PRESENT) ? 'card' : 'empty'))
    reader.on('disconnect', () => set(name, 'gone'))
  })
  client.on('error', end)
  client.start()
  kept.add(client)

  return {
    slots,
    get over() {
      return over
    },
    onChange: (listener) => changes.add(listener),
    async connect(name) {
      const reader = client.reader(name)
      if (over || !reader) throw Object.assign(new Error(name), { code: 'UnknownReader' })
      try {
        return await reader.connect(pcsc.CardMode.SHARED, pcsc.Protocol.ANY)
      } catch (error) {
        if (NO_ROOM.includes(pcscCode(error))) end()
        throw error
      }
    },
  }
}
