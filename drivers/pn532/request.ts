import type { ReaderFault } from '#src/device/reader.ts'
import type { ErrorCode } from '#src/errors/codes.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { CancelSignal } from '#src/time/cancel.ts'
import type { Clock } from '#src/time/clock.ts'
import { createPatience } from '../patience.ts'
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

type Outcome<Fault extends ErrorCode> = Result<Uint8Array, ReaderFault | Fault>

export interface RequestParts<Fault extends ErrorCode> {
  /** Code and parameters. */
  readonly command: Uint8Array
  readonly options: RequestOptions<Fault>
  readonly clock: Clock
  readonly send: (bytes: Uint8Array) => void
  /** The command is sent once more: it may be acknowledged and answered twice. */
  readonly onRepeat: () => void
  /** Called once, with the answer's parameters or the fault. */
  readonly settle: (result: Outcome<Fault>) => void
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
  const patience = createPatience(clock)

  const finish = (result: Outcome<Fault>) => {
    if (phase === 'over') return
    // A command that runs on without us is stopped.
    if (phase === 'answer' && !result.ok) send(ACK_FRAME)
    phase = 'over'
    patience.stop()
    options.cancel?.on.removeEventListener('abort', cancel)
    settle(result)
  }

  const transmit = (outOfTurns: Outcome<Fault> = fail('READER_SILENT', `no ACK to ${hex(command)}`)) => {
    const ms = options.ackMs[sent]
    if (ms === undefined) return finish(outOfTurns)
    if (++sent > 1) parts.onRepeat()
    phase = 'ack'
    patience.set(ms, () => transmit())
    send(frame)
  }

  const cancel = () => {
    // Before the chip's ACK the stop would be lost: `accepted` looks again.
    if (options.cancel && phase === 'answer') finish(fail(options.cancel.as))
  }

  const accepted = () => {
    phase = 'answer'
    patience.set(options.answerMs, tooLate)
    if (options.cancel?.on.aborted) cancel()
  }

  const tooLate = () => finish(damaged ? fail('READER_FAULT', 'damaged answers') : fail(options.late))
  const askAgain = () => {
    if (!damaged) send(NACK_FRAME)
    damaged = true
  }

  options.cancel?.on.addEventListener('abort', cancel, { once: true })
  transmit()
  return {
    hear(heard) {
      // One piece of bytes may hold more frames than this request lives to hear.
      if (phase === 'over') return
      // The command is right, so the wire must have damaged it: say it again.
      if (heard.kind === 'error') transmit(fail('READER_FAULT', `${hex(command)} is no command`))
      else if (phase === 'ack') {
        if (heard.kind === 'ack') accepted()
      } else if (heard.kind === 'corrupt') askAgain()
      else if (isAnswer(heard, command)) finish(ok(heard.body.subarray(2)))
    },
    linkLost: (detail) => finish(fail('LINK_CLOSED', detail)),
  }
}

const isAnswer = (frame: Frame, command: Uint8Array): frame is Extract<Frame, { kind: 'data' }> =>
  frame.kind === 'data' && frame.body[0] === FROM_CHIP && frame.body[1] === (command[0] ?? 0) + 1

const hex = (command: Uint8Array): string => `command ${command[0]?.toString(16).padStart(2, '0')}`
