import type { ReaderFault } from '#src/device/reader.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { CancelSignal } from '#src/time/cancel.ts'
import type { Clock } from '#src/time/clock.ts'
import { ACK_FRAME, encodeFrame, FROM_CHIP, NACK_FRAME, TO_CHIP } from './frame.ts'
import type { Frame } from './parser.ts'

/** How long to wait for what, in milliseconds, and what to call it. */
export interface RequestOptions<Fault extends ErrorCode> {
  /** For the chip's ACK: one entry for every time the command is sent. */
  readonly ackMs: readonly number[]
  /** For the answer, from the ACK on. */
  readonly answerMs: number
  /** The fault when the chip is there and its answer does not come. */
  readonly late: Fault
  /** Stops the running command, and the fault to stop it with. */
  readonly cancel?: { readonly on: CancelSignal; readonly as: Fault }
  /** Bytes in front of the frame. */
  readonly prefix?: Uint8Array
}

export interface RequestParts<Fault extends ErrorCode> {
  /** Code and parameters. */
  readonly command: Uint8Array
  readonly options: RequestOptions<Fault>
  readonly clock: Clock
  readonly send: (bytes: Uint8Array) => void
  /** Called once, with the answer's parameters or the fault. */
  readonly settle: (result: Result<Uint8Array, ReaderFault | Fault>) => void
}

/** A command on its way. */
export interface RunningRequest {
  hear(frame: Frame): void
  linkLost(detail?: string): void
}

/**
 * Sends one command and follows it to its end (NXP UM0701-02, section 6.2.2 "dialog structure"):
 *
 *     host: command ─►          NACK ─► (once, if the answer was damaged)
 *     chip:        ◄─ ACK ◄─ answer  ◄─ answer again
 *
 * A host ACK after the chip's ACK stops the command. Answers in front of the ACK belong to a
 * command that was stopped before, and are passed over.
 */
export function startRequest<Fault extends ErrorCode>(parts: RequestParts<Fault>): RunningRequest {
  const { command, options, clock, send, settle } = parts
  const frame = Uint8Array.of(...(options.prefix ?? []), ...encodeFrame(Uint8Array.of(TO_CHIP, ...command)))
  let phase: 'ack' | 'answer' | 'over' = 'ack'
  let sent = 0
  let damaged = false
  let stopTimer = () => {}

  const limit = (ms: number, task: () => void) => {
    stopTimer()
    stopTimer = clock.after(ms, task)
  }

  const finish = (result: Result<Uint8Array, ReaderFault | Fault>) => {
    if (phase === 'over') return
    phase = 'over'
    stopTimer()
    options.cancel?.on.removeEventListener('abort', cancel)
    settle(result)
  }

  const stop = (result: Result<Uint8Array, ReaderFault | Fault>) => {
    send(ACK_FRAME)
    finish(result)
  }

  const transmit = () => {
    const ms = options.ackMs[sent]
    if (ms === undefined) return finish(fail('READER_SILENT', `no ACK to ${hex(command)}`))
    sent += 1
    phase = 'ack'
    limit(ms, transmit)
    send(frame)
  }

  const cancel = () => {
    const { cancel: wish } = options
    // Before the chip's ACK the stop would be lost: `accepted` looks again.
    if (wish && phase === 'answer') stop(fail(wish.as))
  }

  const accepted = () => {
    phase = 'answer'
    limit(options.answerMs, tooLate)
    if (options.cancel?.on.aborted) cancel()
  }

  const tooLate = () => stop(damaged ? fail('READER_FAULT', 'damaged answers') : fail(options.late))

  const refused = () => {
    // The command is right, so the wire must have damaged it: say it again, if there is a turn left.
    if (sent < options.ackMs.length) return transmit()
    finish(fail('READER_FAULT', `syntax error to ${hex(command)}`))
  }

  const askAgain = () => {
    if (damaged) return
    damaged = true
    send(NACK_FRAME)
  }

  options.cancel?.on.addEventListener('abort', cancel, { once: true })
  transmit()

  return {
    hear(heard) {
      if (heard.kind === 'ack' && phase === 'ack') accepted()
      else if (heard.kind === 'error') refused()
      else if (heard.kind === 'corrupt' && phase === 'answer') askAgain()
      else if (heard.kind === 'data' && phase === 'answer' && answers(heard.body, command))
        finish(ok(heard.body.subarray(2)))
    },
    linkLost: (detail) => finish(fail('LINK_CLOSED', detail)),
  }
}

const answers = (body: Uint8Array, command: Uint8Array): boolean =>
  body[0] === FROM_CHIP && body[1] === (command[0] ?? 0) + 1

const hex = (command: Uint8Array): string => `command ${command[0]?.toString(16).padStart(2, '0')}`
