import { openPn532 } from '#drivers/pn532/driver.ts'
import type { OpenLink } from '#src/device/link.ts'
import type { CardInField, CardReader, FieldFault, ReaderFault } from '#src/device/reader.ts'
import type { DeviceState } from '#src/ipc/contract.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { CancelSignal } from '#src/time/cancel.ts'
import type { Clock } from '#src/time/clock.ts'
import { type Attached, supervise } from './supervisor.ts'

/** The terminal's card reader, whether or not it is plugged in at the moment. */
export interface ReaderService {
  /**
   * The next card that comes into the field. A card that still lies there from the last payment
   * must leave first: nobody pays twice by forgetting a card on the reader.
   */
  waitForCard(
    cancel: CancelSignal,
  ): Promise<Result<CardInField, ReaderFault | FieldFault | 'READER_ABSENT' | 'SALE_CANCELLED'>>
  /** The card in the field has paid. */
  markPaid(): void
  state(): DeviceState
  stop(): Promise<void>
}

interface ReaderParts {
  readonly openLink: OpenLink
  readonly clock: Clock
  readonly onState: (state: DeviceState) => void
}

export function createReaderService({ openLink, clock, onState }: ReaderParts): ReaderService {
  const supervised = supervise<CardReader>({
    attach: () => attachReader(openLink, clock),
    absent: 'READER_ABSENT',
    clock,
    onState,
  })
  const stopping = new AbortController()
  // Settles when the card that paid last has left. It is watched from its payment on, not from the
  // next sale on: by then the next customer may already hold a card on the reader.
  let left: Promise<unknown> = Promise.resolve()

  async function nextCard(reader: CardReader, cancel: CancelSignal) {
    await Promise.race([left, cancelled(cancel)])
    return cancel.aborted ? fail('SALE_CANCELLED') : reader.waitForCard(cancel)
  }

  return {
    async waitForCard(cancel) {
      const reader = supervised.current()
      if (!reader) return fail('READER_ABSENT')
      const found = await nextCard(reader, cancel)
      // A chip that lost its power behind a port that stayed sleeps until it is set up anew.
      if (!found.ok && found.error.code === 'READER_SILENT') void reader.close()
      return found
    },
    markPaid() {
      left = supervised.current()?.waitForRemoval(stopping.signal) ?? Promise.resolve()
    },
    state: supervised.state,
    async stop() {
      stopping.abort()
      await supervised.stop()
    },
  }
}

const cancelled = (cancel: CancelSignal): Promise<void> =>
  new Promise((resolve) => {
    if (cancel.aborted) resolve()
    else cancel.addEventListener('abort', resolve, { once: true })
  })

async function attachReader(openLink: OpenLink, clock: Clock): Promise<Result<Attached<CardReader>>> {
  const link = await openLink()
  if (!link.ok) return link
  const gone = new Promise<void>((resolve) => {
    link.value.onClose(resolve)
  })
  const reader = await openPn532(link.value, { clock })
  return reader.ok ? ok({ device: reader.value, gone, close: () => reader.value.close() }) : reader
}
