import { openPn532 } from '#drivers/pn532/driver.ts'
import type { OpenLink } from '#src/device/link.ts'
import type { CardInField, CardReader, ReaderFault } from '#src/device/reader.ts'
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
  ): Promise<Result<CardInField, ReaderFault | 'READER_ABSENT' | 'SALE_CANCELLED'>>
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
  let paidCardInField = false

  return {
    async waitForCard(cancel) {
      const reader = supervised.current()
      if (!reader) return fail('READER_ABSENT')
      if (paidCardInField) {
        const removed = await reader.waitForRemoval(cancel)
        if (!removed.ok) return removed
        paidCardInField = false
      }
      return reader.waitForCard(cancel)
    },
    markPaid() {
      paidCardInField = true
    },
    state: supervised.state,
    stop: supervised.stop,
  }
}

async function attachReader(openLink: OpenLink, clock: Clock): Promise<Result<Attached<CardReader>>> {
  const link = await openLink()
  if (!link.ok) return link
  const gone = new Promise<void>((resolve) => {
    link.value.onClose(resolve)
  })
  const reader = await openPn532(link.value, { clock })
  return reader.ok ? ok({ device: reader.value, gone, close: () => reader.value.close() }) : reader
}
