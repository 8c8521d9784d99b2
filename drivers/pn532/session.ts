import type { Link } from '#src/device/link.ts'
import type { ReaderFault } from '#src/device/reader.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { echo, isEcho } from './commands.ts'
import { setting } from './limits.ts'
import { createFrameParser } from './parser.ts'
import { type RequestOptions, type RunningRequest, startRequest } from './request.ts'

/** Commands and answers over one link: one at a time, later ones wait. */
export interface Session {
  /** Sends a command (code, parameters) and gives its answer's parameters. */
  request<Fault extends ErrorCode>(
    command: Uint8Array,
    options: RequestOptions<Fault>,
  ): Promise<Result<Uint8Array, ReaderFault | Fault>>
  close(): Promise<void>
}

export function createSession(link: Link, clock: Clock): Session {
  const parser = createFrameParser()
  let running: RunningRequest | undefined
  let closed = false
  let tail: Promise<unknown> = Promise.resolve()
  /** A command was sent twice, so an ACK and an answer too many may be on their way. */
  let doubtful = false
  let echoes = 0

  link.onData((bytes) => {
    // Frames that nobody waits for are the leavings of a command that was stopped.
    for (const frame of parser.push(bytes)) running?.hear(frame)
  })
  link.onClose(() => {
    closed = true
    running?.linkLost()
  })

  const send = async (bytes: Uint8Array) => {
    const written = await link.write(bytes)
    if (!written.ok) running?.linkLost(written.error.detail)
  }

  const follow = async <Fault extends ErrorCode>(command: Uint8Array, options: RequestOptions<Fault>) => {
    if (closed) return fail('LINK_CLOSED')
    if (options.cancel?.on.aborted) return fail(options.cancel.as)
    const result = await new Promise<Result<Uint8Array, ReaderFault | Fault>>((settle) => {
      const onRepeat = () => {
        doubtful = true
      }
      running = startRequest({ command, options, clock, send: (bytes) => void send(bytes), onRepeat, settle })
    })
    running = undefined
    return result
  }

  const run = async <Fault extends ErrorCode>(command: Uint8Array, options: RequestOptions<Fault>) => {
    if (doubtful) {
      const sure = await hearCleanEcho(
        () => ++echoes & 0xff,
        (echoing) => follow(echoing, setting),
      )
      if (!sure.ok) return sure
      doubtful = false
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

/** The first ones may be the echoes of an earlier doubt. */
const MAX_ECHOES = 4

/** The wire keeps its order: behind the echo of a number that was not used lately, nothing is old. */
async function hearCleanEcho(
  nextNumber: () => number,
  ask: (command: Uint8Array) => Promise<Result<Uint8Array, ReaderFault>>,
): Promise<Result<undefined, ReaderFault>> {
  for (let turn = 0; turn < MAX_ECHOES; turn++) {
    const number = nextNumber()
    const answer = await ask(echo(number))
    if (!answer.ok) return answer
    if (isEcho(answer.value, number)) return ok()
  }
  return fail('READER_FAULT', 'no clean echo')
}
