import { memoryLinks } from '#drivers/link/memory.ts'
import { encodeMessage } from '#drivers/neo/message.ts'
import { createMessageParser, type HeardMessage } from '#drivers/neo/parser.ts'
import type { Link } from '#src/device/link.ts'

export interface ScriptedReader {
  readonly link: Link
  /** Every write of the host. */
  readonly heard: Uint8Array[]
  say(...messages: readonly Uint8Array[]): void
  unplug(): Promise<void>
}

/** A reader whose every word is written in the test: what it says to each command. */
export function scriptedReader(
  answer: (command: HeardMessage) => readonly Uint8Array[] = () => [],
  chunkSize = Number.POSITIVE_INFINITY,
): ScriptedReader {
  const [link, reader] = memoryLinks({ chunkSize })
  const parser = createMessageParser()
  const heard: Uint8Array[] = []
  const say = (...messages: readonly Uint8Array[]) => {
    for (const message of messages) void reader.write(message)
  }
  reader.onData((bytes) => {
    heard.push(bytes)
    for (const message of parser.push(bytes)) say(...answer(message))
  })
  return { link, heard, say, unplug: () => reader.close() }
}

export const answerTo = (command: number, status = 0x00, ...data: readonly number[]): Uint8Array =>
  encodeMessage({ command, second: status, data: Uint8Array.from(data) }, 'high-first')

/** Answers the first command with the first answer and so on, then says nothing more. */
export function answersInTurn(...answers: readonly Uint8Array[]): () => readonly Uint8Array[] {
  const left = [...answers]
  return () => left.splice(0, 1)
}

/** The same message with its CRC's bytes the other way round. */
export const swapped = (message: Uint8Array): Uint8Array =>
  Uint8Array.of(...message.subarray(0, -2), ...message.subarray(-2).slice().reverse())

/** The same message with one bit of its CRC wrong. */
export const damaged = (message: Uint8Array): Uint8Array =>
  message.map((byte, i) => (i === message.length - 1 ? byte ^ 0x01 : byte))
