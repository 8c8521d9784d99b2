import type { Link } from '#src/device/link.ts'
import type { ReaderFault } from '#src/device/reader.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { getVersion, ping } from './commands.ts'
import { commandOrder } from './crc-order.ts'
import { probing } from './limits.ts'
import type { CrcOrder, Message } from './message.ts'
import { createMessageParser } from './parser.ts'
import { type Answer, type RequestOptions, type RunningRequest, startRequest } from './request.ts'

/** Commands and answers over one link: one at a time, later ones wait. */
export interface Session {
  /** Sends a command and gives its answer, whatever its status. */
  request<Fault extends ErrorCode>(
    command: Message,
    options: RequestOptions<Fault>,
  ): Promise<Result<Answer, ReaderFault | Fault>>
  close(): Promise<void>
}

export function createSession(link: Link, clock: Clock): Session {
  const parser = createMessageParser()
  const orders = createOrderMemory()
  let running: RunningRequest | undefined
  let closed = false
  let tail: Promise<unknown> = Promise.resolve()
  /** An answer that nobody waits for may be on its way, and could be taken for the next command's. */
  let doubtful = false
  let probes = 0

  link.onData((bytes) => {
    // Messages that nobody waits for are late answers, or the reader's own notices.
    for (const message of parser.push(bytes)) running?.hear(message)
  })
  link.onClose(() => {
    closed = true
    running?.linkLost()
  })

  const send = async (bytes: Uint8Array) => {
    const written = await link.write(bytes)
    if (!written.ok) running?.linkLost(written.error.detail)
  }

  const follow = async <Fault extends ErrorCode>(command: Message, options: RequestOptions<Fault>) => {
    if (closed) return fail('LINK_CLOSED')
    parser.reset()
    const result = await new Promise<Result<Answer, ReaderFault | Fault>>((settle) => {
      running = startRequest({
        command,
        options,
        order: orders.of(command),
        clock,
        send: (bytes) => void send(bytes),
        onDoubt: () => {
          doubtful = true
        },
        onOrder: (order) => orders.learn(command, order),
        settle,
      })
    })
    running = undefined
    return result
  }

  /**
   * The reader answers in the order of its commands: behind the answer to a probe, nothing older is
   * on its way. Two probes take turns, so that a late answer to one is not taken for the other's.
   */
  const clearUp = async (): Promise<Result<undefined, ReaderFault>> => {
    const answer = await follow(++probes % 2 === 1 ? ping() : getVersion(), probing)
    if (!answer.ok) return answer
    doubtful = false
    return ok()
  }

  const run = async <Fault extends ErrorCode>(command: Message, options: RequestOptions<Fault>) => {
    if (doubtful) {
      const clear = await clearUp()
      if (!clear.ok) return clear
    }
    return follow(command, options)
  }

  return {
    request(command, options) {
      const turn = tail.then(() => run(command, options))
      tail = turn
      return turn
    },
    close: () => link.close(),
  }
}

/** Which order of the CRC's bytes the reader at hand takes, by command: the table's until it refuses. */
function createOrderMemory() {
  const learned = new Map<number, CrcOrder>()
  const keyOf = ({ command, second }: Message) => (command << 8) | second
  return {
    of: (command: Message): CrcOrder =>
      learned.get(keyOf(command)) ?? commandOrder(command.command, command.second),
    learn: (command: Message, order: CrcOrder) => learned.set(keyOf(command), order),
  }
}
