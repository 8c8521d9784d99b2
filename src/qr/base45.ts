/** The 45 characters that a QR code packs closest (RFC 9285, table 1), each at its own value. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

/** Two bytes become three characters, a last single byte two; the least significant one comes first (RFC 9285, section 4). */
export function encodeBase45(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 2) {
    const [first = 0, second] = bytes.subarray(at, at + 2)
    text += second === undefined ? digits(first, 2) : digits(first * 256 + second, 3)
  }
  return text
}

/** The inverse. Undefined for another character, a cut-off group, or a group that no bytes give (RFC 9285, section 6). */
export function decodeBase45(text: string): Uint8Array | undefined {
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 3) {
    const group = text.slice(at, at + 3)
    const value = numberIn(group)
    if (value === undefined || group.length === 1) return undefined
    if (value > (group.length === 3 ? 0xffff : 0xff)) return undefined
    if (group.length === 3) bytes.push(value >> 8)
    bytes.push(value & 0xff)
  }
  return Uint8Array.from(bytes)
}

function digits(value: number, count: number): string {
  let text = ''
  for (let rest = value; text.length < count; rest = Math.floor(rest / 45)) text += ALPHABET.charAt(rest % 45)
  return text
}

function numberIn(group: string): number | undefined {
  let value = 0
  for (const character of [...group].reverse()) {
    const digit = ALPHABET.indexOf(character)
    if (digit < 0) return undefined
    value = value * 45 + digit
  }
  return value
}
