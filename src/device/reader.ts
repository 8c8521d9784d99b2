import type { Result } from '../result.ts'
import type { CancelSignal } from '../time/cancel.ts'

export type ReaderFault = 'LINK_CLOSED' | 'READER_SILENT' | 'READER_FAULT'
export type ExchangeFault = ReaderFault | 'CARD_LEFT_EARLY' | 'CARD_TIMEOUT'
/** What lies on the reader cannot be taken: a card without commands (no ISO 14443-4), or several cards. */
export type FieldFault = 'CARD_TRANSIT' | 'CARD_SEVERAL'

/** An ISO 14443-4 card in the field, ready for APDUs. Use it for one tap, then release it. */
export interface CardInField {
  /**
   * The identifier that it gave at anticollision: 4, 7 or 10 bytes (ISO/IEC 14443-3), random on
   * phones and never anybody's identity. Undefined where the reader keeps it to itself.
   */
  readonly uid: Uint8Array | undefined
  /**
   * One command APDU to the card, its response APDU back, status word included (ISO 7816-4).
   * One exchange at a time; a second call waits for the first.
   */
  transmit(apdu: Uint8Array): Promise<Result<Uint8Array, ExchangeFault>>
  /** Switches the field's hold on this card off. Never fails: a card that left is released too. */
  release(): Promise<void>
}

/** A contactless reader whose session is up. */
export interface CardReader {
  /** As the reader names it, such as "PN532 1.6"; undefined where it keeps it to itself. */
  readonly firmware?: string | undefined
  /** Polls until a card is there. `cancel` ends the wait within one poll. */
  waitForCard(cancel: CancelSignal): Promise<Result<CardInField, ReaderFault | FieldFault | 'SALE_CANCELLED'>>
  /**
   * Resolves when no card has been in the field for one poll, or when a card lies there alone that is
   * certainly none of those given out since the field was last empty. A card whose identifier is made
   * anew for each field, or is not told, is never certainly another: after it the field must be empty.
   */
  waitForRemoval(cancel: CancelSignal): Promise<Result<undefined, ReaderFault | 'SALE_CANCELLED'>>
  close(): Promise<void>
}
