import type { ReaderFault } from '#src/device/reader.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { createPatience } from '../patience.ts'
import { Status } from './commands.ts'
import { ANSWER_ORDER, otherOrder } from './crc-order.ts'
import { type CrcOrder, encodeMessage, type Message } from './message.ts'
import type { HeardMessage } from './parser.ts'

/** How long to wait for the answer, and what to call it when it does not come. */
export interface RequestOptions<Fault extends ErrorCode> {
  /** One entry for every time the command is sent, in milliseconds. */
  readonly answerMs: readonly number[]
  readonly late: Fault
}

export interface Answer {
  readonly status: number
  readonly data: Uint8Array
}

type Outcome<Fault extends ErrorCode> = Result<Answer, ReaderFault | Fault>

export interface RequestParts<Fault extends ErrorCode> {
  readonly command: Message
  readonly options: RequestOptions<Fault>
  /** The order of the CRC's bytes to begin with. */
  readonly order: CrcOrder
  readonly clock: Clock
  readonly send: (bytes: Uint8Array) => void
  /** More than one answer, or one that nobody waits for any more, may be on its way. */
  readonly onDoubt: () => void
  /** The reader took the command in the other order only. */
  readonly onOrder: (order: CrcOrder) => void
  /** Called once, with the answer or the fault. */
  readonly settle: (result: Outcome<Fault>) => void
}

/** A command on its way. */
export interface RunningRequest {
  hear(message: HeardMessage): void
  linkLost(detail?: string): void
}

/**
 * Sends one command and follows it to its answer. A command that the reader refuses for its CRC was
 * not carried out: it is sent once more with the CRC's bytes swapped, which the guide and real
 * firmware do not agree on for every command.
 */
export function startRequest<Fault extends ErrorCode>(parts: RequestParts<Fault>): RunningRequest {
  const { command, options, clock, send, settle } = parts
  const patience = createPatience(clock)
  let order = parts.order
  let sent = 0
  let over = false

  const finish = (result: Outcome<Fault>) => {
    if (over) return
    over = true
    patience.stop()
    settle(result)
  }

  const transmit = (outOfTurns: Outcome<Fault> = fail(options.late, `no answer to ${nameOf(command)}`)) => {
    if (sent > 0) parts.onDoubt()
    const ms = options.answerMs[sent]
    if (ms === undefined) return finish(outOfTurns)
    sent += 1
    say(ms)
  }

  const say = (ms: number) => {
    patience.set(ms, () => transmit())
    send(encodeMessage(command, order))
  }

  const refused = () => {
    if (order !== parts.order) return finish(fail('READER_FAULT', `no CRC is right for ${nameOf(command)}`))
    order = otherOrder(order)
    say(options.answerMs[sent - 1] ?? 0)
  }

  transmit()
  return {
    hear(heard) {
      // One piece of bytes may hold more messages than this request lives to hear.
      if (over) return
      if (!heard.orders.includes(ANSWER_ORDER)) return transmit(fail('READER_FAULT', 'damaged answer'))
      if (heard.command !== command.command) return
      if (heard.second === Status.badCrc) return refused()
      if (order !== parts.order) parts.onOrder(order)
      finish(ok({ status: heard.second, data: heard.data }))
    },
    linkLost: (detail) => finish(fail('LINK_CLOSED', detail)),
  }
}

const nameOf = ({ command, second }: Message): string => `command ${hex(command)}-${hex(second)}`

const hex = (byte: number): string => byte.toString(16).padStart(2, '0').toUpperCase()
