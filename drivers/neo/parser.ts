import {
  type CrcOrder,
  crcBytes,
  DATA_AT,
  HEADER,
  MAX_MESSAGE,
  type Message,
  messageLength,
} from './message.ts'

/** A message from the wire, and in which orders its CRC holds: both when its bytes are the same, none when it is damaged. */
export interface HeardMessage extends Message {
  readonly orders: readonly CrcOrder[]
}

export interface MessageParser {
  /** Takes bytes in pieces of any size; gives the messages that are complete now. */
  push(bytes: Uint8Array): HeardMessage[]
  /** Forgets the beginning of a message whose end never came. */
  reset(): void
}

/** Finds messages in a stream of bytes: hunts for the header, so that noise between them is passed over. */
export function createMessageParser(): MessageParser {
  let rest = new Uint8Array()
  return {
    push(bytes) {
      const buffer = Uint8Array.of(...rest, ...bytes)
      const { messages, used } = readAll(buffer)
      rest = buffer.slice(used)
      return messages
    },
    reset() {
      rest = new Uint8Array()
    },
  }
}

function readAll(buffer: Uint8Array): { messages: HeardMessage[]; used: number } {
  const messages: HeardMessage[] = []
  let used = 0
  for (;;) {
    used = findHeader(buffer, used)
    const read = readMessage(buffer.subarray(used))
    if (!read) return { messages, used }
    messages.push(read)
    // The length of a damaged message cannot be believed: go on hunting right behind its header.
    used += read.orders.length > 0 ? lengthOf(read) : HEADER.length
  }
}

const lengthOf = ({ data }: Message): number => DATA_AT + data.length + 2

/** Where a header starts, or where the bytes that may be the beginning of one do. */
function findHeader(buffer: Uint8Array, from: number): number {
  for (let at = from; at < buffer.length; at++) {
    const beginning = buffer.subarray(at, at + HEADER.length)
    if (beginning.every((byte, i) => byte === HEADER[i])) return at
  }
  return buffer.length
}

/** Reads the message at the front; undefined when more bytes are needed. */
function readMessage(bytes: Uint8Array): HeardMessage | undefined {
  const length = messageLength(bytes)
  const [command, second] = bytes.subarray(HEADER.length)
  if (length === undefined || command === undefined || second === undefined) return undefined
  // A length the reader never sends must not make us wait for bytes that never come.
  if (length > MAX_MESSAGE) return { command, second, data: new Uint8Array(), orders: [] }
  if (bytes.length < length) return undefined
  const body = bytes.subarray(0, length - 2)
  const crc = bytes.subarray(length - 2, length)
  const orders = (['low-first', 'high-first'] as const).filter((order) =>
    crcBytes(body, order).every((byte, i) => byte === crc[i]),
  )
  return { command, second, data: body.slice(DATA_AT), orders }
}
