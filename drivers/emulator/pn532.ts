import type { Link } from '#src/device/link.ts'
import type { Clock } from '#src/time/clock.ts'
import type { BaudRate } from '../pn532/commands.ts'
import { ACK_FRAME, ERROR_FRAME, encodeFrame, FROM_CHIP, TO_CHIP } from '../pn532/frame.ts'
import { createFrameParser, type Frame } from '../pn532/parser.ts'
import type { EmulatedCard } from './emulated-card.ts'
import { type CardMs, createField } from './field.ts'
import { createChip } from './pn532-chip.ts'
import type { Done } from './pn532-target.ts'
import { createFaultyWire, type WireFaults } from './wire-faults.ts'

export interface EmulatedPn532Settings {
  readonly clock: Clock
  /** Default: none. */
  readonly cardMs?: CardMs
  /** Milliseconds for one try to activate a card. Default: 5. */
  readonly tryMs?: number
}

export interface EmulatedPn532 {
  /** The rate the chip would listen at: memory and pseudo terminals have none. */
  readonly baudRate: BaudRate
  readonly faults: WireFaults
  /** Lays a card on the reader, in place of any other. */
  place(card: EmulatedCard): void
  /** Lays one more card beside it. */
  add(card: EmulatedCard): void
  /** Takes all cards away. */
  remove(): void
}

/**
 * The chip's side of the wire (NXP UM0701-02, section 6.2): asleep until SAMConfiguration, an ACK
 * and an answer in writes of their own for every command, stopped by a host ACK or a new command.
 */
export function emulatePn532(link: Link, settings: EmulatedPn532Settings): EmulatedPn532 {
  const field = createField()
  const wire = createFaultyWire()
  const { clock, tryMs = 5, cardMs = () => 0 } = settings
  const chip = createChip({ field, clock, tryMs, cardMs })
  const parser = createFrameParser()
  let stopRunning = () => {}
  let lastAnswer: Uint8Array = new Uint8Array()

  // A host that hangs up in the middle of an answer is no fault of the chip's.
  const send = (bytes: Uint8Array) => void link.write(bytes)

  const start = (command: Uint8Array) => {
    stopRunning()
    send(ACK_FRAME)
    const done: Done = (answer) => {
      lastAnswer = answer === 'syntax-error' ? ERROR_FRAME : encodeAnswer(command, answer)
      send(wire.damage(lastAnswer))
    }
    stopRunning = chip.run(command, done)
  }

  const hear = (frame: Frame) => {
    if (frame.kind === 'ack') stopRunning()
    else if (frame.kind === 'nack') send(wire.damage(lastAnswer))
    else if (frame.kind === 'data' && frame.body[0] === TO_CHIP) {
      const command = frame.body.subarray(1)
      if (chip.hears(command)) start(command)
    }
  }

  link.onData((bytes) => {
    for (const frame of parser.push(bytes)) if (!wire.silent) hear(frame)
  })
  link.onClose(() => stopRunning())

  return {
    get baudRate() {
      return chip.baudRate
    },
    faults: wire.faults,
    place: field.place,
    add: field.add,
    remove: field.remove,
  }
}

const encodeAnswer = (command: Uint8Array, answer: readonly number[]): Uint8Array =>
  encodeFrame(Uint8Array.of(FROM_CHIP, (command[0] ?? 0) + 1, ...answer))
