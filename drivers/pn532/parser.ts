import { checksum, MAX_BODY, SYNTAX_ERROR } from './frame.ts'

/** What the wire said. `corrupt`: a frame was there, but its checksums do not hold. */
export type Frame =
  | { readonly kind: 'ack' | 'nack' | 'error' | 'corrupt' }
  | { readonly kind: 'data'; readonly body: Uint8Array }

export interface FrameParser {
  /** Takes bytes in pieces of any size; gives the frames that are complete now. */
  push(bytes: Uint8Array): Frame[]
}

/**
 * Finds frames in a stream of bytes (NXP UM0701-02, section 6.2.1): hunts for the start code 00 FF,
 * so that any preamble, postamble, and noise between frames is passed over.
 */
export function createFrameParser(): FrameParser {
  let rest = new Uint8Array()
  return {
    push(bytes) {
      const buffer = Uint8Array.of(...rest, ...bytes)
      const { frames, used } = readAll(buffer)
      rest = buffer.slice(used)
      return frames
    },
  }
}

function readAll(buffer: Uint8Array): { frames: Frame[]; used: number } {
  const frames: Frame[] = []
  let used = 0
  for (;;) {
    const start = findStart(buffer, used)
    if (start === undefined) return { frames, used: keepLastByte(buffer, used) }
    const read = readFrame(buffer.subarray(start))
    if (!read) return { frames, used: start }
    frames.push(read.frame)
    used = start + read.length
  }
}

function findStart(buffer: Uint8Array, from: number): number | undefined {
  for (let at = from; at + 1 < buffer.length; at++)
    if (buffer[at] === 0x00 && buffer[at + 1] === 0xff) return at
  return undefined
}

/** The last byte may be the first half of a start code. */
const keepLastByte = (buffer: Uint8Array, used: number): number => Math.max(used, buffer.length - 1)

interface Read {
  readonly frame: Frame
  /** Bytes of the stream that the frame took, start code included. */
  readonly length: number
}

const START = 2

/** Reads the frame whose start code is at the front; undefined when more bytes are needed. */
function readFrame(bytes: Uint8Array): Read | undefined {
  const [length, check] = bytes.subarray(START)
  if (length === undefined || check === undefined) return undefined
  if (length === 0x00 && check === 0xff) return { frame: { kind: 'ack' }, length: START + 2 }
  if (length === 0xff && check === 0x00) return { frame: { kind: 'nack' }, length: START + 2 }
  if (length === 0xff && check === 0xff) return readExtended(bytes)
  if (((length + check) & 0xff) !== 0) return BAD_HEADER
  return readBody(bytes, START + 2, length)
}

function readExtended(bytes: Uint8Array): Read | undefined {
  const header = bytes.subarray(START + 2, START + 5)
  const [high, low] = header
  if (header.length < 3 || high === undefined || low === undefined) return undefined
  if (checksum(header) !== 0) return BAD_HEADER
  return readBody(bytes, START + 5, (high << 8) | low)
}

/** The length cannot be believed: go on hunting right behind the start code. */
const BAD_HEADER: Read = { frame: { kind: 'corrupt' }, length: START }

function readBody(bytes: Uint8Array, at: number, length: number): Read | undefined {
  // A length the chip never sends must not make us wait for bytes that never come.
  if (length === 0 || length > MAX_BODY) return BAD_HEADER
  const end = at + length + 1
  if (bytes.length < end) return undefined
  if (checksum(bytes.subarray(at, end)) !== 0) return { frame: { kind: 'corrupt' }, length: end }
  const body = bytes.slice(at, end - 1)
  if (length === 1 && body[0] === SYNTAX_ERROR) return { frame: { kind: 'error' }, length: end }
  return { frame: { kind: 'data', body }, length: end }
}
