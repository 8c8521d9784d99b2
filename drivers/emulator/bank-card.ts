import { BANK_DIRECTORY } from '../card/identify.ts'
import { type EmulatedCard, response, sameBytes, selectedName } from './emulated-card.ts'

/** Mastercard's debit and credit application, and its label. */
const APPLICATION = Uint8Array.of(0xa0, 0x00, 0x00, 0x00, 0x04, 0x10, 0x10)
const LABEL = new TextEncoder().encode('MASTERCARD')

const tlv = (tag: readonly number[], ...value: readonly number[]): number[] => [
  ...tag,
  value.length,
  ...value,
]

/** `6F { 84 name ; A5 { BF0C { 61 { 4F application ; 50 label ; 87 priority } } } }` (EMV Book B, 3.3). */
const DIRECTORY_ENTRY = tlv(
  [0x61],
  ...tlv([0x4f], ...APPLICATION),
  ...tlv([0x50], ...LABEL),
  ...tlv([0x87], 1),
)
const DIRECTORY_INFO = tlv(
  [0x6f],
  ...tlv([0x84], ...BANK_DIRECTORY),
  ...tlv([0xa5], ...tlv([0xbf, 0x0c], ...DIRECTORY_ENTRY)),
)
/** `6F { 84 name ; A5 { 50 label ; 87 priority } }` (EMV Book 1, section 11.3.4). */
const APPLICATION_INFO = tlv(
  [0x6f],
  ...tlv([0x84], ...APPLICATION),
  ...tlv([0xa5], ...tlv([0x50], ...LABEL), ...tlv([0x87], 1)),
)

/** A contactless bank card: a directory with one application. No payment can be made with it. */
export const emulateBankCard = (uid: Uint8Array = Uint8Array.of(0x4e, 0x21, 0x9a, 0x07)): EmulatedCard => ({
  uid,
  answer(apdu) {
    const name = selectedName(apdu)
    if (!name) return response(0x6d00)
    if (sameBytes(name, BANK_DIRECTORY)) return response(0x9000, ...DIRECTORY_INFO)
    if (sameBytes(name, APPLICATION)) return response(0x9000, ...APPLICATION_INFO)
    return response(0x6a82)
  },
})

/** A phone with a bank card in its wallet. Its identifier is one of those made anew for each field. */
export const emulatePhone = (): EmulatedCard => emulateBankCard(Uint8Array.of(0x08, 0x5b, 0xc3, 0x1f))
