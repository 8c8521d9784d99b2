import { keccak_256 } from '@noble/hashes/sha3.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { fail, ok, type Result } from '#src/result.ts'
import { OK, readResponse, selectByName, statusText } from '../iso7816/apdu.ts'
import { readTlvs, type Tlv } from '../iso7816/tlv.ts'

/** Usual instance of the main applet, the wallet (keycard-go, `identifiers`). */
export const WALLET_AID = Uint8Array.of(0xa0, 0x00, 0x00, 0x08, 0x04, 0x00, 0x01, 0x01, 0x01)

const Tag = { info: 0xa4, integer: 0x02, secureChannelKey: 0x80 }

type Invalid = 'CARD_ANSWER_INVALID'
const invalid = (detail: string) => fail('CARD_ANSWER_INVALID', detail)

export const selectWalletCommand = (): Uint8Array => selectByName(WALLET_AID)

/**
 * What a card signs only to show its pinless key. Nothing can be paid with this signature: what is
 * hashed is plain text, so it is neither typed data or a message (EIP-712 and EIP-191 begin with 19)
 * nor a transaction (RLP lists begin with C0 or above, behind a type byte too).
 */
export const KEY_PROBE: Uint8Array = keccak_256(utf8ToBytes('Tapsyr asks this card for its pinless key.'))

/**
 * Reads the answer to SELECT of the wallet (status-keycard, `KeycardApplet.selectApplet`) and tells
 * its version:
 *
 *     80 41 <key>                                                              not set up yet
 *     A4 [81] len { 8F 10 uid ; 80 41 key ; 02 02 <major> <minor> ; … } SW     3.x
 *     A4 81 len { 02 02 <major> <minor> ; … } SW                               4.0
 *
 * Read to the end whatever `len` says: in 4.0 it is one too small.
 */
export function readSelectWallet(
  apdu: Uint8Array,
): Result<{ readonly major: number; readonly minor: number }, 'CARD_NOT_SUPPORTED' | Invalid> {
  const response = readResponse(apdu)
  if (!response) return invalid('no status word')
  if (response.status !== OK) return fail('CARD_NOT_SUPPORTED', statusText(response.status))
  const { data } = response
  if (data[0] === Tag.secureChannelKey) return fail('CARD_NOT_SUPPORTED', 'not set up by its owner yet')
  if (data[0] !== Tag.info) return invalid('no application info')
  const tlvs = readTlvs(data.subarray(data[1] === 0x81 ? 3 : 2))
  return tlvs.ok ? readVersion(tlvs.value) : tlvs
}

/** Two objects have this tag; the version is the one of two bytes. */
function readVersion(tlvs: readonly Tlv[]) {
  const version = tlvs.find(({ tag, value }) => tag === Tag.integer && value.length === 2)
  const [major, minor] = version?.value ?? []
  return major === undefined || minor === undefined ? invalid('no version') : ok({ major, minor })
}
