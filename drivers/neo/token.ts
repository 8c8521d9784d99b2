/** What a poll found. `both`: a card with a MIFARE side too, and that side is open now. */
export type Token =
  | { readonly kind: 'none' }
  | { readonly kind: 'both' }
  | { readonly kind: 'apdus'; readonly radio: 'A' | 'B'; readonly uid: Uint8Array | undefined }
  | { readonly kind: 'no-apdus'; readonly type: number }

/** Type bytes of the answer to 2C-02 and 2C-0C (NEO 2 Interface Developers Guide, section 8.12.3). */
export const TokenType = {
  none: 0x00,
  typeA: 0x01,
  typeB: 0x02,
  mifareClassic: 0x03,
  plainB: 0x06,
  both: 0x07,
} as const

/**
 * Reads the answer's data: type, then the card's number, without a length. Whatever has another
 * type (MIFARE, NFC tags, ISO 14443-3 only) takes no APDUs. Undefined when even the type is missing.
 */
export function readToken(data: Uint8Array): Token | undefined {
  const [type] = data
  switch (type) {
    case undefined:
      return undefined
    case TokenType.none:
      return { kind: 'none' }
    case TokenType.typeA:
      return { kind: 'apdus', radio: 'A', uid: readUid(data.slice(1)) }
    case TokenType.typeB:
      return { kind: 'apdus', radio: 'B', uid: readUid(data.slice(1)) }
    case TokenType.both:
      return { kind: 'both' }
    default:
      return { kind: 'no-apdus', type }
  }
}

/** 4, 7 or 10 bytes (ISO/IEC 14443-3, 6.5.4); a type B card's pseudo-unique number has 4. */
const readUid = (number: Uint8Array): Uint8Array | undefined =>
  [4, 7, 10].includes(number.length) ? number : undefined
