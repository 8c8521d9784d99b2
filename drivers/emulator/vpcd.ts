import { connect, type Socket } from 'node:net'
import { fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { type EmulatedCard, response } from './emulated-card.ts'
import { atrOf } from './vpcd-atr.ts'
import { createMessageReader, encodeMessage } from './vpcd-messages.ts'

/** Where vpcd listens when nobody said otherwise (vsmartcard, `VPCDPORT`). */
export const VPCD_PORT = 0x8c7b

export interface VpcdSettings {
  /** Default: this machine. */
  readonly host?: string
  /** Default: `VPCD_PORT`. vpcd's second slot listens one port above the first. */
  readonly port?: number
  /** How long the card takes for a command. Default: no time. */
  readonly slowly?: { readonly clock: Clock; readonly cardMs: (apdu: Uint8Array) => number }
  /**
   * All answers are shorter than 256 bytes. Then the first byte of an answer's length is sent as soon
   * as a command begins: vpcd sends a command's length by itself, and its system holds the rest back
   * until ours has confirmed it, which without a reason to send takes 40 ms (Nagle's algorithm).
   */
  readonly shortAnswers?: boolean
  /** Called after each command that the card answered. */
  readonly onExchange?: (apdu: Uint8Array, answer: Uint8Array) => void
  /** Called when the reader switches the card on, off, or through a reset. */
  readonly onPower?: (change: 'on' | 'off' | 'reset') => void
}

/** A card in the slot of the virtual reader. */
export interface InsertedCard {
  /** Resolves when the card is out: taken out, or the reader is gone. */
  readonly out: Promise<void>
  remove(): Promise<void>
}

/** Control messages: one byte (vsmartcard, `vpcd.h`). */
const POWER_OFF = 0x00
const POWER_ON = 0x01
const RESET = 0x02
const GET_ATR = 0x04

/**
 * Puts a card into the slot of vsmartcard's virtual reader, which pcscd takes for a real one. The
 * connection is the card: vpcd sees a card in the slot for as long as it stands. LINK_ABSENT: no
 * vpcd listens there.
 */
export function insertCard(
  card: EmulatedCard,
  settings: VpcdSettings = {},
): Promise<Result<InsertedCard, 'LINK_ABSENT'>> {
  const { host = '127.0.0.1', port = VPCD_PORT } = settings
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true })
    const out = new Promise<void>((gone) => socket.once('close', () => gone()))
    socket.once('error', (error) => resolve(fail('LINK_ABSENT', error.message)))
    socket.once('connect', () => {
      serve(socket, card, settings)
      resolve(ok({ out, remove: () => hangUp(socket, out) }))
    })
  })
}

function serve(socket: Socket, card: EmulatedCard, settings: VpcdSettings): void {
  const { onExchange, onPower, slowly, shortAnswers = false } = settings
  const messages = createMessageReader()
  let begun = false
  const say = (bytes: Uint8Array) => {
    socket.write(encodeMessage(bytes).subarray(begun ? 1 : 0))
    begun = false
  }
  const begin = () => {
    // Control messages have one byte, and most of them no answer.
    if (begun || !shortAnswers || (messages.awaited ?? 0) <= 1) return
    socket.write(Uint8Array.of(0x00))
    begun = true
  }
  const control = (byte: number | undefined) => {
    if (byte === GET_ATR) return say(atrOf(card))
    if (byte === POWER_OFF) return onPower?.('off')
    if (byte !== POWER_ON && byte !== RESET) return
    card.activate?.()
    onPower?.(byte === RESET ? 'reset' : 'on')
  }
  const answer = (apdu: Uint8Array) => {
    const answer = answerOf(card, apdu)
    say(answer)
    onExchange?.(apdu, answer)
  }
  let stopWorking = () => {}
  const exchange = (apdu: Uint8Array) => {
    // What the reader answers itself takes no card's time.
    const ms = apdu[0] === FOR_THE_READER ? 0 : (slowly?.cardMs(apdu) ?? 0)
    if (slowly && ms > 0) stopWorking = slowly.clock.after(ms, () => answer(apdu))
    else answer(apdu)
  }
  socket.on('close', () => stopWorking())
  // A reader that goes away in the middle of an answer is no fault of the card's.
  socket.on('error', () => socket.destroy())
  socket.on('data', (bytes: Buffer) => {
    for (const message of messages.push(bytes)) {
      if (message.length === 1) control(message[0])
      else exchange(message)
    }
    begin()
  })
}

/** Class byte of the commands that PC/SC keeps for the reader itself (PC/SC part 3, section 3.2.2). */
const FOR_THE_READER = 0xff
const GET_DATA = 0xca

function answerOf(card: EmulatedCard, apdu: Uint8Array): Uint8Array {
  if (apdu[0] === FOR_THE_READER) return answerOfReader(card, apdu)
  return card.iso14443_4 === false ? response(0x6a81) : card.answer(apdu)
}

/** GET DATA with P1 = 00 asks for the identifier; 6A81: not supported (PC/SC part 3, section 3.2.2.1.3). */
const answerOfReader = ({ uid }: EmulatedCard, apdu: Uint8Array): Uint8Array =>
  apdu[1] === GET_DATA && apdu[2] === 0x00 && uid ? response(0x9000, ...uid) : response(0x6a81)

function hangUp(socket: Socket, out: Promise<void>): Promise<void> {
  socket.destroy()
  return out
}
