import { fail, ok, type Result } from '#src/result.ts'

/** One data object of a card's answer, tags of one byte (ISO/IEC 7816-4, section 5.2.2). */
export interface Tlv {
  readonly tag: number
  readonly value: Uint8Array
}

const malformed = (detail: string) => fail('CARD_ANSWER_INVALID', detail)

/** Reads objects one behind the other until the bytes are used up. */
export function readTlvs(bytes: Uint8Array): Result<Tlv[], 'CARD_ANSWER_INVALID'> {
  const found: Tlv[] = []
  for (let at = 0; at < bytes.length; ) {
    const [tag] = bytes.subarray(at)
    const length = readLength(bytes.subarray(at + 1))
    if (tag === undefined || !length) return malformed('length missing')
    const start = at + 1 + length.size
    const end = start + length.value
    if (end > bytes.length) return malformed(`object ${tag.toString(16)} is cut off`)
    found.push({ tag, value: bytes.subarray(start, end) })
    at = end
  }
  return ok(found)
}

interface Length {
  readonly value: number
  /** Bytes it took to say so. */
  readonly size: number
}

/** Short form, or 81 and 82 with one and two bytes (ISO/IEC 8825-1, section 8.1.3). */
function readLength(bytes: Uint8Array): Length | undefined {
  const [first, second, third] = bytes
  if (first === undefined) return undefined
  if (first < 0x80) return { value: first, size: 1 }
  if (first === 0x81 && second !== undefined) return { value: second, size: 2 }
  if (first === 0x82 && second !== undefined && third !== undefined)
    return { value: (second << 8) | third, size: 3 }
  return undefined
}

/** The value of the first object with this tag. */
export function findTag(tlvs: readonly Tlv[], tag: number): Result<Uint8Array, 'CARD_ANSWER_INVALID'> {
  const found = tlvs.find((tlv) => tlv.tag === tag)
  return found ? ok(found.value) : malformed(`no object ${tag.toString(16)}`)
}
