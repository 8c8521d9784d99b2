import { fail, ok, type Result } from '#src/result.ts'
import { OK, readResponse, selectByName, statusText } from '../iso7816/apdu.ts'
import { findTag, readTlvs, type Tlv } from '../iso7816/tlv.ts'
import { findPublicKey, readTemplate } from './signature.ts'

/** Instance of the Cash applet (keycard.tech/docs, "Cash applet"; keycard-go, `identifiers`). */
export const CASH_AID = Uint8Array.of(0xa0, 0x00, 0x00, 0x08, 0x04, 0x00, 0x01, 0x03, 0x01)

const Tag = { info: 0xa4, version: 0x02, publicData: 0x82 }

type Invalid = 'CARD_ANSWER_INVALID'
const invalid = (detail: string) => fail('CARD_ANSWER_INVALID', detail)

export const selectCashCommand = (): Uint8Array => selectByName(CASH_AID)

export interface CashInfo {
  /** Uncompressed, 65 bytes, starting 04. */
  readonly publicKey: Uint8Array
  readonly version: { readonly major: number; readonly minor: number }
  /** Up to 127 free bytes, written when the card was made or by its issuer (STORE DATA). */
  readonly publicData: Uint8Array
}

/**
 * Reads the answer to SELECT (status-keycard, `CashApplet.select`):
 *
 *     A4 len { 80 41 <public key> ; 02 02 <major> <minor> ; 82 n <public data> } SW
 *
 * Any status word but 9000 means that the card has no such application; cards differ in which.
 */
export function readSelectCash(apdu: Uint8Array): Result<CashInfo, 'CARD_NOT_SUPPORTED' | Invalid> {
  const response = readResponse(apdu)
  if (!response) return invalid('no status word')
  if (response.status !== OK) return fail('CARD_NOT_SUPPORTED', statusText(response.status))
  const info = readInfoTemplate(response.data)
  return info.ok ? readInfo(info.value) : info
}

/**
 * The applet writes `len` as one plain byte even from 80 on, where a legal length would be 81 80:
 * if the rest is exactly that long, that is what it means.
 */
function readInfoTemplate(data: Uint8Array): Result<Tlv[], Invalid> {
  if (data[0] === Tag.info && data[1] === data.length - 2) return readTlvs(data.subarray(2))
  return readTemplate(data, Tag.info)
}

function readInfo(tlvs: readonly Tlv[]): Result<CashInfo, Invalid> {
  const publicKey = findPublicKey(tlvs)
  if (!publicKey.ok) return publicKey
  const version = findTag(tlvs, Tag.version)
  if (!version.ok) return version
  const [major, minor] = version.value
  if (major === undefined || minor === undefined) return invalid('version is cut off')
  const publicData = findTag(tlvs, Tag.publicData)
  return ok({
    publicKey: publicKey.value,
    version: { major, minor },
    publicData: publicData.ok ? publicData.value : new Uint8Array(),
  })
}
