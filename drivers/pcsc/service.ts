import { fail, ok, type Result } from '#src/result.ts'
import { createClosing } from '../link/closing.ts'
import { createListeners } from '../link/listeners.ts'
import { pcscCode } from './faults.ts'
import { type LoadPcsc, loadPcsc, type Pcsc } from './native.ts'
import { type ServiceCard, wrapCard } from './service-card.ts'
import { createWatch, type Watch } from './watch.ts'

/** The system's PC/SC service: which readers it has, and which of them have a card. */
export interface Service {
  /** The names of its readers, oldest first. Empty when the service is gone, or was closed. */
  readers(): readonly string[]
  /** `gone`: there is no such reader, or no service any more. */
  slot(reader: string): 'card' | 'empty' | 'gone'
  /** Called after every change. Returns the function that stops listening. */
  onChange(listener: () => void): () => void
  /** Connects to the card there. Rejects as pcsc-mini does. */
  connect(reader: string): Promise<ServiceCard>
  close(): void
}

/**
 * One watch serves this whole process and is never stopped, only left alone. Stopping one makes the
 * program wait for pcsc-mini's own thread, and that thread may miss the call (SCardCancel wakes only
 * who is asleep already): the program would stand still until the next card is tapped.
 */
const running = new WeakMap<Pcsc, Watch>()

/** PCSC_UNAVAILABLE: no library. PCSC_STOPPED: the library is there, the service does not run. */
export async function openService(
  load?: LoadPcsc,
): Promise<Result<Service, 'PCSC_UNAVAILABLE' | 'PCSC_STOPPED'>> {
  const pcsc = await loadPcsc(load)
  if (!pcsc.ok) return pcsc
  const known = running.get(pcsc.value)
  if (known && !known.over) return ok(serviceOf(known, pcsc.value))
  try {
    const watch = createWatch(pcsc.value)
    running.set(pcsc.value, watch)
    return ok(serviceOf(watch, pcsc.value))
  } catch (error) {
    return fail('PCSC_STOPPED', pcscCode(error))
  }
}

function serviceOf(watch: Watch, pcsc: Pcsc): Service {
  const closing = createClosing()
  const changes = createListeners<undefined>()
  const stopListening = watch.onChange(() => changes.emit(undefined))
  return {
    readers: () => (closing.closed ? [] : [...watch.slots.keys()]),
    slot: (reader) => (closing.closed ? 'gone' : (watch.slots.get(reader) ?? 'gone')),
    onChange: (listener) => changes.add(listener),
    connect: async (reader) => wrapCard(await watch.connect(reader), pcsc),
    close() {
      closing.close()
      stopListening()
      changes.emit(undefined)
    },
  }
}
