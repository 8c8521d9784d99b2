import { sha256 } from '@noble/hashes/sha2.js'
import { WALLET_AID } from '../keycard/pinless-protocol.ts'
import { publicKeyOf, signatureTemplate } from './card-signature.ts'
import { type EmulatedCard, response, sameBytes, selectedName } from './emulated-card.ts'

export interface KeycardWalletSettings {
  /** The key at the pinless path, 32 bytes. Undefined: its owner has set no such path. */
  readonly pinlessKey: Uint8Array | undefined
  /** Of the applet. Default: 3.1. */
  readonly version?: { readonly major: number; readonly minor: number }
  /** How far its owner came. Default: `'ready'`, with a seed in it. */
  readonly state?: 'new' | 'no-seed' | 'ready'
}

const INS_SIGN = 0xc0
const PINLESS = 0x03
/** Up to here the low bits of P1 mean something. */
const LAST_KEY_CHOICE = 0x03

/** The key of the secure channel, which no test opens: private key 2. */
const CHANNEL_KEY = publicKeyOf(Uint8Array.of(...new Uint8Array(31), 2))
const INSTANCE_UID = new Uint8Array(16).fill(0x17)

/**
 * A Status Keycard without Cash applet: the wallet as it is outside of its secure channel
 * (status-keycard, `KeycardApplet`; 4.0: keycard-tech/status-keycard). What needs the channel or the
 * PIN is refused as the applet refuses it.
 */
export function emulateKeycardWallet(settings: KeycardWalletSettings): EmulatedCard {
  const { version = { major: 3, minor: 1 }, state = 'ready' } = settings
  let selected = false
  return {
    activate() {
      selected = false
    },
    answer(apdu) {
      const name = selectedName(apdu)
      if (name) {
        selected = sameBytes(name, WALLET_AID)
        return selected ? selectAnswer(version, state) : response(0x6a82)
      }
      if (!selected || state === 'new' || apdu[1] !== INS_SIGN) return response(0x6d00)
      return version.major >= 4 ? response(0x6985) : signAnswer(settings, apdu)
    },
  }
}

type Version = NonNullable<KeycardWalletSettings['version']>

function selectAnswer(version: Version, state: KeycardWalletSettings['state']): Uint8Array {
  const channelKey = [0x80, CHANNEL_KEY.length, ...CHANNEL_KEY]
  if (state === 'new') return response(0x9000, ...channelKey)
  const keyUid = state === 'ready' ? sha256(CHANNEL_KEY) : new Uint8Array()
  const versionObject = [0x02, 0x02, version.major, version.minor]
  const keyUidObject = [0x8e, keyUid.length, ...keyUid]
  if (version.major >= 4) {
    const certificate = new Uint8Array(98).fill(0x22)
    const inside = [
      ...versionObject,
      0x8c,
      0x01,
      0x01,
      ...keyUidObject,
      0x8d,
      0x01,
      0x1f,
      0x8a,
      98,
      ...certificate,
    ]
    // One too small: the applet's own quirk.
    return response(0x9000, 0xa4, 0x81, inside.length - 1, ...inside)
  }
  const inside = [
    0x8f,
    16,
    ...INSTANCE_UID,
    ...channelKey,
    ...versionObject,
    0x02,
    0x01,
    0x05,
    ...keyUidObject,
  ]
  inside.push(0x8d, 0x01, 0x0f)
  return response(0x9000, 0xa4, ...(state === 'ready' ? [0x81] : []), inside.length, ...inside)
}

/** In the order of the applet's own checks. */
function signAnswer({ pinlessKey, state }: KeycardWalletSettings, apdu: Uint8Array): Uint8Array {
  const [, , p1 = 0, , length = 0] = apdu
  const choice = p1 & 0x3f
  if (choice > LAST_KEY_CHOICE) return response(0x6b00)
  // Every other key needs the secure channel.
  if (choice !== PINLESS) return response(0x6985)
  if (!pinlessKey) return response(0x6a88)
  if (length < 32) return response(0x6a80)
  if (state === 'no-seed') return response(0x6985)
  const digest = new Uint8Array(32)
  digest.set(apdu.subarray(5, 37))
  return response(0x9000, ...signatureTemplate(digest, pinlessKey))
}
