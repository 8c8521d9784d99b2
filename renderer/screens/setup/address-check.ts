import { type Address, toChecksumAddress } from '#src/payment/address.ts'

export type AddressCheck =
  | { readonly kind: 'good'; readonly address: Address; readonly isChecked: boolean }
  /** Not 20 bytes in hex. */
  | { readonly kind: 'malformed' }
  /** A letter is wrong, or of the wrong case (ERC-55). */
  | { readonly kind: 'mistyped' }

/** An address as a person has typed it. Without both cases there is no checksum, and only eyes can check it. */
export function checkAddress(typed: string): AddressCheck {
  const text = typed.trim()
  if (!/^0x[0-9a-f]{40}$/i.test(text)) return { kind: 'malformed' }
  const address: Address = `0x${text.slice(2).toLowerCase()}`
  const digits = text.slice(2)
  if (digits === digits.toLowerCase() || digits === digits.toUpperCase())
    return { kind: 'good', address, isChecked: false }
  return text.slice(2) === toChecksumAddress(address).slice(2)
    ? { kind: 'good', address, isChecked: true }
    : { kind: 'mistyped' }
}

/** "0x2B5A D5c4 795c …": to be read out and compared, four letters at a time. */
export const inGroups = (address: Address): string =>
  `0x ${toChecksumAddress(address).slice(2).match(/.{4}/g)?.join(' ') ?? ''}`
