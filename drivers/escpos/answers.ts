import type { AsbBytes } from './protocol.ts'

/** One complete answer of the printer; which question it belongs to is its reader's business. */
export type Answer =
  /** To DLE EOT. */
  | { readonly kind: 'status'; readonly byte: number }
  /** Automatic status back, unasked. */
  | { readonly kind: 'asb'; readonly bytes: AsbBytes }
  /** To GS r. */
  | { readonly kind: 'paper'; readonly byte: number }
  /** To GS ( H fn 48. */
  | { readonly kind: 'process-id'; readonly id: string }
  /** To GS I 65 and above. */
  | { readonly kind: 'text'; readonly text: string }
  /** To DLE DC4 fn 8. */
  | { readonly kind: 'cleared' }
  /** Anything that no question of ours can bring. */
  | { readonly kind: 'junk' }

export interface AnswerReader {
  /** Takes bytes as they came, split anywhere, and gives the answers they complete. */
  push(bytes: Uint8Array): Answer[]
}

const XON = 0x11
const XOFF = 0x13
const BLOCK = 0x37
const LONGEST_BLOCK = 7
const TEXT = 0x5f
const LONGEST_TEXT = 82

/**
 * Tells the printer's answers apart in its one byte stream. They have no frame; fixed bits say
 * which kind a byte begins (Epson ESC/POS reference, "Identification of send status"): masked with
 * 93 hex, 12 is DLE EOT and 10 the first of four ASB bytes; masked with 90, 00 is GS r; a block
 * runs from 37, and a text from 5F, to 00. XON and XOFF may stand anywhere and are dropped.
 */
export function createAnswerReader(): AnswerReader {
  let begun: number[] = []
  const step = (byte: number): Answer[] => {
    if (byte === XON || byte === XOFF) return []
    const fits = begun.length === 0 || continues(begun, byte)
    // What was begun will never be complete: the byte that broke it may begin the next answer.
    const broken: Answer[] = fits ? [] : [{ kind: 'junk' }]
    begun = fits ? [...begun, byte] : [byte]
    const answer = complete(begun)
    if (answer === undefined) return broken
    begun = []
    return [...broken, answer]
  }
  return { push: (bytes) => [...bytes].flatMap(step) }
}

function continues(begun: readonly number[], byte: number): boolean {
  const [first] = begun
  if (first === TEXT) return begun.length < LONGEST_TEXT && isTextOrEnd(byte)
  if (first !== BLOCK) return isPlain(byte) // the later bytes of ASB
  if (begun.length === 1) return byte === 0x22 || byte === 0x25
  return begun.length < LONGEST_BLOCK && isTextOrEnd(byte)
}

const isTextOrEnd = (byte: number): boolean => byte === 0 || (byte >= 0x20 && byte <= 0x7e)

const isPlain = (byte: number): boolean => (byte & 0x90) === 0

/** The answer in `bytes`, or undefined when more must follow. */
function complete(bytes: readonly number[]): Answer | undefined {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes
  if (first === BLOCK) return bytes.at(-1) === 0 ? block(bytes) : undefined
  if (first === TEXT) return bytes.at(-1) === 0 ? text(bytes) : undefined
  if ((first & 0x93) === 0x12) return { kind: 'status', byte: first }
  if ((first & 0x93) === 0x10)
    return bytes.length === 4 ? { kind: 'asb', bytes: [first, second, third, fourth] } : undefined
  return isPlain(first) ? { kind: 'paper', byte: first } : { kind: 'junk' }
}

function block([, kind, ...rest]: readonly number[]): Answer {
  if (kind === 0x25 && rest.length === 1) return { kind: 'cleared' }
  if (kind === 0x22 && rest.length === 5)
    return { kind: 'process-id', id: String.fromCharCode(...rest.slice(0, 4)) }
  return { kind: 'junk' }
}

const text = (bytes: readonly number[]): Answer => ({
  kind: 'text',
  text: String.fromCharCode(...bytes.slice(1, -1)),
})
