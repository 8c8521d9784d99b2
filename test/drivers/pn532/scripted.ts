import { memoryLinks } from '#drivers/link/memory.ts'
import { ACK_FRAME, encodeFrame, FROM_CHIP } from '#drivers/pn532/frame.ts'
import { createFrameParser } from '#drivers/pn532/parser.ts'
import type { Link } from '#src/device/link.ts'

export interface ScriptedChip {
  readonly link: Link
  /** Every write of the host. */
  readonly heard: Uint8Array[]
  say(...frames: readonly Uint8Array[]): void
  unplug(): Promise<void>
}

/** A chip whose every word is written in the test: what it says to each command (code, parameters). */
export function scriptedChip(
  answer: (command: Uint8Array) => readonly Uint8Array[] = () => [],
  chunkSize = Number.POSITIVE_INFINITY,
): ScriptedChip {
  const [link, chip] = memoryLinks({ chunkSize })
  const parser = createFrameParser()
  const heard: Uint8Array[] = []
  const say = (...frames: readonly Uint8Array[]) => {
    for (const frame of frames) void chip.write(frame)
  }
  chip.onData((bytes) => {
    heard.push(bytes)
    for (const frame of parser.push(bytes)) if (frame.kind === 'data') say(...answer(frame.body.subarray(1)))
  })
  return { link, heard, say, unplug: () => chip.close() }
}

/** An answer's frame: its code is the command's plus one. */
export const answerTo = (code: number, ...parameters: readonly number[]): Uint8Array =>
  encodeFrame(Uint8Array.of(FROM_CHIP, code + 1, ...parameters))

/** Acknowledges every command, and answers the first with the first answer and so on. */
export function answersInTurn(...answers: readonly Uint8Array[]): () => readonly Uint8Array[] {
  const left = [...answers]
  return () => [ACK_FRAME, ...left.splice(0, 1)]
}
