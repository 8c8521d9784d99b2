import { Code } from './commands.ts'
import { MAX_BODY } from './frame.ts'

/** Bytes of an APDU that one frame holds beside TFI, code and target (UM0701-02, section 7.3.8). */
export const MAX_PART = MAX_BODY - 3

/** Bit 6 of the target byte and of the status byte: more of the same APDU follows. */
const MORE = 0x40

/**
 * InDataExchange (NXP UM0701-02, section 7.3.8): one command APDU as one or more commands; all but
 * the last announce that more follows, and their answers carry no data.
 */
export function exchangeCommands(target: number, apdu: Uint8Array): Uint8Array[] {
  const commands: Uint8Array[] = []
  for (let at = 0; at === 0 || at < apdu.length; at += MAX_PART) {
    const more = at + MAX_PART < apdu.length ? MORE : 0
    commands.push(Uint8Array.of(Code.inDataExchange, target | more, ...apdu.subarray(at, at + MAX_PART)))
  }
  return commands
}

/** Asks for the rest of an answer that announced more. */
export const continueExchange = (target: number): Uint8Array => Uint8Array.of(Code.inDataExchange, target)

export interface ExchangeAnswer {
  /** 00: ok; else an error of section 7.1. */
  readonly status: number
  readonly more: boolean
  readonly data: Uint8Array
}

/** Reads the parameters of D5 41: status, then data; undefined when even the status is missing. */
export function readExchange(answer: Uint8Array): ExchangeAnswer | undefined {
  const [status] = answer
  if (status === undefined) return undefined
  return { status: status & 0x3f, more: (status & MORE) !== 0, data: answer.subarray(1) }
}

/**
 * Errors of UM0701-02 section 7.1 that mean the card is no longer where it was: time-out, the ways
 * in which a card that moves away garbles its last bytes, and the chip's own "it is gone".
 */
const CARD_GONE = new Set([
  0x01, // time-out
  0x02, // CRC
  0x03, // parity
  0x04, // bit count
  0x05, // framing
  0x06, // collision
  0x0b, // RF protocol
  0x13, // data format
  0x27, // no such target
  0x29, // released
  0x2a, // another card
  0x2b, // gone
])

/** What an error status means for the person at the reader. */
export const exchangeFault = (status: number): 'CARD_LEFT_EARLY' | 'READER_FAULT' =>
  CARD_GONE.has(status) ? 'CARD_LEFT_EARLY' : 'READER_FAULT'
