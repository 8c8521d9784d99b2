import type { Link } from '#src/device/link.ts'
import type { Clock } from '#src/time/clock.ts'
import { Status } from '../neo/commands.ts'
import { ANSWER_ORDER, commandOrder } from '../neo/crc-order.ts'
import { encodeMessage } from '../neo/message.ts'
import { createMessageParser, type HeardMessage } from '../neo/parser.ts'
import type { EmulatedCard } from './emulated-card.ts'
import { type CardMs, createField } from './field.ts'
import { createNeoDevice } from './neo-device.ts'
import { createNeoTarget, neoAnswer } from './neo-target.ts'
import { createFaultyWire, type WireFaults } from './wire-faults.ts'

export interface EmulatedNeoSettings {
  readonly clock: Clock
  /** Default: none. */
  readonly cardMs?: CardMs
  /** Cards that have a MIFARE side too, as some phones do: a plain poll opens that one. Default: no card. */
  readonly opensMifare?: (card: EmulatedCard) => boolean
  /** Whether a CRC is taken in one order only, by the guide's table, or in either. Default: strict. */
  readonly crc?: 'strict' | 'lenient'
}

export interface EmulatedNeo {
  readonly isPassThrough: boolean
  readonly isAntennaOn: boolean
  readonly faults: WireFaults
  /** Lays a card on the reader, in place of any other. */
  place(card: EmulatedCard): void
  /** Lays one more card beside it. The reader shows one of them and cannot tell that there are more. */
  add(card: EmulatedCard): void
  /** Takes all cards away. */
  remove(): void
}

/**
 * The reader's side of the wire (NEO 2 Interface Developers Guide, section 3): the host is the
 * master, and each command is carried out and answered before the next one is begun. The same over
 * a serial line and, through `neoOverHid`, over USB.
 */
export function emulateNeo(link: Link, settings: EmulatedNeoSettings): EmulatedNeo {
  const { clock, cardMs = () => 0, opensMifare = () => false, crc = 'strict' } = settings
  const field = createField()
  const wire = createFaultyWire()
  const device = createNeoDevice(createNeoTarget({ field, clock, cardMs, opensMifare }))
  const parser = createMessageParser()
  const waiting: HeardMessage[] = []
  let busy = false
  let stopRunning = () => {}

  const isRight = ({ command, second, orders }: HeardMessage): boolean =>
    crc === 'lenient' ? orders.length > 0 : orders.includes(commandOrder(command, second))

  const next = () => {
    const message = busy ? undefined : waiting.shift()
    if (!message) return
    busy = true
    const answer = ({ status, data }: { status: number; data: readonly number[] }) => {
      busy = false
      const bytes = { command: message.command, second: status, data: Uint8Array.from(data) }
      // A host that hangs up in the middle of an answer is no fault of the reader's.
      void link.write(wire.damage(encodeMessage(bytes, ANSWER_ORDER)))
      queueMicrotask(next)
    }
    if (isRight(message)) stopRunning = device.run(message, answer)
    else answer(neoAnswer(Status.badCrc))
  }

  link.onData((bytes) => {
    if (wire.silent) return
    waiting.push(...parser.push(bytes))
    next()
  })
  link.onClose(() => stopRunning())

  return {
    get isPassThrough() {
      return device.isPassThrough
    },
    get isAntennaOn() {
      return device.isAntennaOn
    },
    faults: wire.faults,
    place: field.place,
    add: field.add,
    remove: field.remove,
  }
}
