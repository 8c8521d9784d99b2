import type { CardInField, CardReader, FieldFault, ReaderFault } from '#src/device/reader.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { CancelSignal } from '#src/time/cancel.ts'
import type { Clock } from '#src/time/clock.ts'
import { createTaken } from '../card/taken.ts'
import { chooseReader } from './choice.ts'
import { type ConnectFault, connectCard } from './connect.ts'
import { BUSY_TRIES, FIRST_READER_MS, RETRY_MS, SETTLED_MS, UID_TRIES } from './limits.ts'
import type { LoadPcsc } from './native.ts'
import { idOf, untilLeft } from './removal.ts'
import { openService, type Service } from './service.ts'
import { pauseUnless, untilNamed, untilSlot } from './waiting.ts'

export interface PcscSettings {
  readonly clock: Clock
  /** The reader's name, or a part of it. Default: the first that reads without contacts. */
  readonly name?: string | undefined
  /** Default: pcsc-mini. */
  readonly load?: LoadPcsc
}

export type PcscFault = 'PCSC_UNAVAILABLE' | 'PCSC_STOPPED' | 'LINK_ABSENT'

export interface PcscReader extends CardReader {
  /** As the system calls it now. */
  readonly name: string
  /** Resolves when the reader was pulled out, the service has ended, or the reader was closed. */
  readonly gone: Promise<void>
}

/** Opens a reader that the system's PC/SC service drives. LINK_ABSENT: it has none, or not the one asked for. */
export async function openPcsc({ clock, name, load }: PcscSettings): Promise<Result<PcscReader, PcscFault>> {
  const service = await openService(load)
  if (!service.ok) return service
  await untilNamed(service.value, clock, { firstMs: FIRST_READER_MS, settledMs: SETTLED_MS })
  const names = service.value.readers()
  const chosen = chooseReader(names, name)
  if (chosen !== undefined) return ok(createReader(service.value, chosen, clock))
  service.value.close()
  return fail('LINK_ABSENT', names.length === 0 ? 'no reader' : `only ${names.join(', ')}`)
}

/** The names of all readers that the service has, suitable or not. */
export async function listPcscReaders({
  clock,
  load,
}: PcscSettings): Promise<Result<readonly string[], 'PCSC_UNAVAILABLE' | 'PCSC_STOPPED'>> {
  const service = await openService(load)
  if (!service.ok) return service
  await untilNamed(service.value, clock, { firstMs: FIRST_READER_MS, settledMs: SETTLED_MS })
  const names = service.value.readers()
  service.value.close()
  return ok(names)
}

type WaitFault = ReaderFault | FieldFault | 'SALE_CANCELLED'

function createReader(service: Service, name: string, clock: Clock): PcscReader {
  const taken = createTaken()
  let held: CardInField | undefined
  const gone = new Promise<void>((resolve) => {
    const stop = service.onChange(() => {
      if (service.slot(name) !== 'gone') return
      stop()
      resolve()
    })
  })

  const letGo = async () => {
    const card = held
    held = undefined
    await card?.release()
  }

  return {
    name,
    gone,
    async waitForCard(cancel) {
      await letGo()
      if (service.slot(name) === 'empty') taken.clear()
      const found = await findCard(service, name, clock, cancel)
      if (found.ok) held = found.value
      if (found.ok || found.error.code === 'CARD_TRANSIT')
        taken.note(found.ok ? idOf(found.value) : undefined)
      return found
    },
    async waitForRemoval(cancel) {
      await letGo()
      const left = await untilLeft({ service, name, clock, taken }, cancel)
      if (left.ok && service.slot(name) === 'empty') taken.clear()
      return left
    },
    async close() {
      await letGo()
      service.close()
    },
  }
}

async function findCard(
  service: Service,
  name: string,
  clock: Clock,
  cancel: CancelSignal,
): Promise<Result<CardInField, WaitFault>> {
  let busy = 0
  for (let tries = 0; ; tries++) {
    const there = await untilSlot(service, name, 'card', cancel)
    if (!there.ok) return there
    const found = await connectCard(service, name, { clock, askUid: tries < UID_TRIES })
    if (found.ok && !cancel.aborted) return found
    if (found.ok) {
      await found.value.release()
      return fail('SALE_CANCELLED')
    }
    if (found.error.code === 'LINK_BUSY') busy++
    const verdict = final(found.error.code, busy)
    if (verdict) return fail(verdict, found.error.detail)
    await pauseUnless(cancel, clock, RETRY_MS)
  }
}

/** What ends the waiting; undefined for a card that was taken away, or not laid down well yet. */
function final(code: ConnectFault, tries: number): ReaderFault | FieldFault | undefined {
  if (code === 'CARD_LEFT_EARLY') return undefined
  if (code === 'LINK_BUSY') return tries < BUSY_TRIES ? undefined : 'READER_FAULT'
  // A card that does not even get connected in time: the reader hangs.
  return code === 'CARD_TIMEOUT' ? 'READER_SILENT' : code
}
