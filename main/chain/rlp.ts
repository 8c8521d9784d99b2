/**
 * Recursive Length Prefix (Ethereum Yellow Paper, appendix B) over hex digits without 0x. A batch is
 * 48 KB, over which the encoder of ethers takes 50 ms; equal to it byte for byte
 * (test/main/chain/transaction.test.ts).
 */
export const rlpBytes = (digits: string): string =>
  digits.length === 2 && Number.parseInt(digits, 16) < 0x80 ? digits : prefix(0x80, digits) + digits

/** A whole number without leading zero bytes; zero is no bytes at all. */
export function rlpNumber(value: bigint | number): string {
  const digits = value.toString(16)
  return rlpBytes(BigInt(value) === 0n ? '' : whole(digits))
}

export function rlpList(items: readonly string[]): string {
  const body = items.join('')
  return prefix(0xc0, body) + body
}

/** Lengths up to 55 go into the prefix itself, longer ones behind it. */
const SHORT = 55

function prefix(offset: number, digits: string): string {
  const bytes = digits.length / 2
  if (bytes <= SHORT) return whole((offset + bytes).toString(16))
  const length = whole(bytes.toString(16))
  return whole((offset + SHORT + length.length / 2).toString(16)) + length
}

const whole = (digits: string): string => (digits.length % 2 === 0 ? digits : `0${digits}`)
