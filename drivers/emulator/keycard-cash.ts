import { CASH_AID } from '../keycard/protocol.ts'
import { publicKeyOf, signatureTemplate } from './card-signature.ts'
import { type EmulatedCard, response, sameBytes, selectedName } from './emulated-card.ts'

export interface KeycardCashSettings {
  /** 32 bytes. */
  readonly privateKey: Uint8Array
  /** Of the applet: decides how it refuses unknown instructions. Default: 3.1. */
  readonly version?: { readonly major: number; readonly minor: number }
  /** At most 127 bytes. Default: none. */
  readonly publicData?: Uint8Array
  /** Makes SIGN fail with 6F00 plus this reason (1–5: the CryptoException of Java Card). */
  readonly refuses?: number
}

const INS_SIGN = 0xc0

/** A Status Keycard with its Cash applet (status-keycard, `CashApplet`). */
export function emulateKeycardCash(settings: KeycardCashSettings): EmulatedCard {
  const { major, minor } = settings.version ?? { major: 3, minor: 1 }
  // Until 3.2 the applet turned every exception into 6F00.
  const unknownInstruction = response(major >= 4 ? 0x6d00 : 0x6f00)
  let selected = false
  return {
    activate() {
      selected = false
    },
    answer(apdu) {
      const name = selectedName(apdu)
      if (name) {
        selected = sameBytes(name, CASH_AID)
        return selected ? selectAnswer(settings, major, minor) : response(0x6a82)
      }
      // Without a selected applet the card's own manager answers.
      if (!selected) return response(0x6d00)
      if (apdu[1] !== INS_SIGN) return unknownInstruction
      return signAnswer(settings, major, apdu)
    },
  }
}

function selectAnswer(settings: KeycardCashSettings, major: number, minor: number): Uint8Array {
  const key = publicKeyOf(settings.privateKey)
  const data = settings.publicData ?? new Uint8Array()
  const inside = [0x80, key.length, ...key, 0x02, 0x02, major, minor, 0x82, data.length, ...data]
  // One byte, whatever the length: the applet's own quirk.
  return response(0x9000, 0xa4, inside.length, ...inside)
}

function signAnswer(settings: KeycardCashSettings, major: number, apdu: Uint8Array): Uint8Array {
  if (settings.refuses !== undefined) return response(0x6f00 | settings.refuses)
  // 4.0 reads the algorithm from P2; before, P1 and P2 meant nothing.
  if (major >= 4 && apdu[3] !== 0x00) return response(0x6a81)
  // Whatever Lc says: the applet takes the 32 bytes behind the header.
  const digest = new Uint8Array(32)
  digest.set(apdu.subarray(5, 37))
  return response(0x9000, ...signatureTemplate(digest, settings.privateKey))
}
