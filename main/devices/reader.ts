import type { CardInField, CardReader, FieldFault, ReaderFault } from '#src/device/reader.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import type { DeviceState } from '#src/ipc/contract.ts'
import { fail, type Result } from '#src/result.ts'
import type { CancelSignal } from '#src/time/cancel.ts'
import type { Clock } from '#src/time/clock.ts'
import { type Attach, supervise } from './supervisor.ts'

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
  readonly attach: Attach<CardReader>
  readonly clock: Clock
  readonly onState: (state: DeviceState) => void
  readonly log: (message: string) => void
}

export function createReaderService(parts: ReaderParts): ReaderService {
  const supervised = supervise({ ...parts, absent: { kind: 'fault', code: 'READER_ABSENT' } })
  const stopping = new AbortController()
  // Settles when what lay on the reader last has left: a card that paid, or what cannot pay at all. It is
  // watched from then on, not from the next sale on: by then the next customer may already hold a card there.
  let left: Promise<unknown> = Promise.resolve()

  async function nextCard(reader: CardReader, cancel: CancelSignal) {
    await Promise.race([left, cancelled(cancel)])
    return cancel.aborted ? fail('SALE_CANCELLED') : reader.waitForCard(cancel)
  }

  function watchRemoval(): void {
    left = supervised.current()?.waitForRemoval(stopping.signal) ?? Promise.resolve()
  }

  function learnFrom(fault: ErrorCode, reader: CardReader): void {
    // A chip that lost its power behind a port that stayed sleeps until it is set up anew.
    if (fault === 'READER_SILENT') void reader.close()
    if (fault === 'CARD_TRANSIT' || fault === 'CARD_SEVERAL') watchRemoval()
  }

  return {
    async waitForCard(cancel) {
      const reader = supervised.current()
      if (!reader) return fail('READER_ABSENT')
      const found = await nextCard(reader, cancel)
      if (!found.ok) learnFrom(found.error.code, reader)
      return found
    },
    markPaid: watchRemoval,
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
