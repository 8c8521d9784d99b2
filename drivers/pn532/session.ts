import type { Link } from '#src/device/link.ts'
import type { ReaderFault } from '#src/device/reader.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import { fail, type Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { createAcks } from './acks.ts'
import { createFrameParser, type Frame } from './parser.ts'
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
  const acks = createAcks()
  let running: RunningRequest | undefined
  let closed = false
  let tail: Promise<unknown> = Promise.resolve()

  const hear = (frame: Frame) => {
    if (frame.kind === 'ack' && !acks.heard()) return
    // Frames that nobody waits for are the leavings of a command that was stopped.
    running?.hear(frame)
  }

  link.onData((bytes) => {
    for (const frame of parser.push(bytes)) hear(frame)
  })
  link.onClose(() => {
    closed = true
    running?.linkLost()
  })

  const send = async (bytes: Uint8Array) => {
    const written = await link.write(bytes)
    if (!written.ok) running?.linkLost(written.error.detail)
  }

  const sendCommand = (frame: Uint8Array, again: boolean) => {
    if (again) acks.giveUp()
    else acks.begin()
    acks.sent()
    void send(frame)
  }

  const run = async <Fault extends ErrorCode>(command: Uint8Array, options: RequestOptions<Fault>) => {
    if (closed) return fail('LINK_CLOSED')
    if (options.cancel?.on.aborted) return fail(options.cancel.as)
    const result = await new Promise<Result<Uint8Array, ReaderFault | Fault>>((settle) => {
      const parts = { command, options, clock, send: (bytes: Uint8Array) => void send(bytes), sendCommand }
      running = startRequest({ ...parts, settle })
    })
    running = undefined
    return result
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
