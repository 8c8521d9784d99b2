import { bytesToHex, concatBytes } from '@noble/hashes/utils.js'
import { CERTIFICATE_RECORD } from '../halo/certificate.ts'
import { HALO_AIDS } from '../halo/protocol.ts'
import { NDEF_AID } from '../ndef/type4.ts'
import { publicKeyOf, signDer } from './card-signature.ts'
import { type EmulatedCard, response, sameBytes, selectedName } from './emulated-card.ts'
import { derivePasswordKey, passwordAuthentication } from './halo-password.ts'
import { emulateType4, lastExternalRecord, type Type4Settings, urlRecord } from './type4-tag.ts'

export interface HaloSettings {
  /** Private keys of 32 bytes: those of slot 1, 2 and so on. Every tag has the first two. */
  readonly keys: readonly Uint8Array[]
  /** Of the core. C1 knows SIGN and GET_PKEYS only. Default: C5. */
  readonly core?: 'C1' | 'C5'
  /** Under which of its names the core answers. Default: both, and C1 only the older one. */
  readonly names?: readonly Uint8Array[]
  /** Passwords by slot. */
  readonly passwords?: ReadonlyMap<number, string>
  /** Makes every signature fail with this error, E1 and one byte. */
  readonly refuses?: number
  /** The half of the order that `s` is in. Real tags take either; default: the one that has to be turned. */
  readonly s?: 'low' | 'high'
  /** What its issuer left in a record behind its URL's. Default: no such record. */
  readonly certificate?: Uint8Array
  /** How its NDEF side reads. */
  readonly ndef?: Omit<Type4Settings, 'message'>
}

const VERSION = new TextEncoder().encode('01.C5.000081.C6EC8952')

const Code = {
  sign: 0x01,
  getKeys: 0x02,
  fetchSign: 0x06,
  version: 0x07,
  signWithPassword: 0xa1,
  fetchSignWithPassword: 0xa2,
}

/** libhalo, `errors.ts`. */
const TagError = {
  unknownCommand: 0x01,
  badSlot: 0x02,
  wrongLength: 0x03,
  noKey: 0x0a,
  invalidData: 0x0d,
  passwordNotSet: 0x10,
  wrongPassword: 0x11,
}

const tagError = (code: number): Uint8Array => response(0x9000, 0xe1, code)

/** The slot that signs what the tag itself makes up, and no digest from outside. */
const OWN_DIGESTS_ONLY = 2

/** An Arx HaLo tag: its core, as far as paying goes (libhalo, `commands.ts`; docs.arx.org/HaLo). */
export function emulateHalo(settings: HaloSettings): EmulatedCard {
  const { core = 'C5' } = settings
  const names = settings.names ?? (core === 'C1' ? HALO_AIDS.slice(1) : HALO_AIDS)
  const ndef = emulateType4({ ...settings.ndef, message: messageOf(settings) })
  let selected = false
  let isNdef = false
  return {
    activate() {
      selected = false
      isNdef = false
    },
    answer(apdu) {
      const name = selectedName(apdu)
      if (name) {
        selected = names.some((own) => sameBytes(own, name))
        isNdef = sameBytes(NDEF_AID, name)
        if (!isNdef) return response(selected ? 0x9000 : 0x6a82)
      }
      if (isNdef) return ndef.answer(apdu)
      if (!selected) return response(0x6d00)
      const [cla, instruction, , , length = 0] = apdu
      const payload = apdu.subarray(5, 5 + length)
      if (instruction !== 0x51) return response(0x6d00)
      if (cla === 0xb0) return answerCommand(settings, payload)
      return payload[0] === Code.version && core !== 'C1' ? response(0x9000, ...VERSION) : response(0x6d00)
    },
  }
}

/** As libhalo's docs show it of a tag of 01.C5 (docs/halo-command-set.md, "read_ndef"), without a random signature. */
function messageOf({ keys, certificate }: HaloSettings): Uint8Array {
  const keyFields = keys.map((key, i) => `&pk${i + 1}=${hexOf(publicKeyOf(key))}`)
  const url = `https://eth.vrfy.ch/?v=${new TextDecoder().decode(VERSION)}&flags=03${keyFields.join('')}`
  if (!certificate) return urlRecord(url, 'only')
  return concatBytes(urlRecord(url, 'first'), lastExternalRecord(CERTIFICATE_RECORD, certificate))
}

const hexOf = (bytes: Uint8Array): string => bytesToHex(bytes).toUpperCase()

function answerCommand(settings: HaloSettings, payload: Uint8Array): Uint8Array {
  const [code] = payload
  if (code === Code.getKeys) return response(0x9000, ...settings.keys.flatMap(keyObject))
  if (code === Code.sign) return sign(settings, payload)
  if (settings.core === 'C1') return tagError(TagError.unknownCommand)
  if (code === Code.fetchSign) return sign(settings, payload, 'and key')
  if (code === Code.signWithPassword) return signWithPassword(settings, payload)
  if (code === Code.fetchSignWithPassword) return signWithPassword(settings, payload, 'and key')
  return tagError(TagError.unknownCommand)
}

function keyObject(privateKey: Uint8Array): number[] {
  const key = publicKeyOf(privateKey)
  return [key.length, ...key]
}

/** `code slot digest32`. */
function sign(settings: HaloSettings, payload: Uint8Array, and?: 'and key'): Uint8Array {
  const [, slot = 0] = payload
  if (payload.length !== 34) return tagError(TagError.wrongLength)
  if (settings.passwords?.has(slot)) return tagError(TagError.invalidData)
  return signWith(settings, slot, payload.subarray(2), and)
}

/** `code slot digest32 authentication32`. */
function signWithPassword(settings: HaloSettings, payload: Uint8Array, and?: 'and key'): Uint8Array {
  const [, slot = 0] = payload
  if (payload.length !== 66) return tagError(TagError.wrongLength)
  const password = settings.passwords?.get(slot)
  if (password === undefined) return tagError(TagError.passwordNotSet)
  const digest = payload.subarray(2, 34)
  const expected = passwordAuthentication(slot, digest, derivePasswordKey(password))
  if (!sameBytes(payload.subarray(34), expected)) return tagError(TagError.wrongPassword)
  return signWith(settings, slot, digest, and)
}

function signWith(
  { keys, refuses, s = 'high' }: HaloSettings,
  slot: number,
  digest: Uint8Array,
  and: 'and key' | undefined,
): Uint8Array {
  if (slot === 0 || slot === OWN_DIGESTS_ONLY || slot > 9) return tagError(TagError.badSlot)
  const privateKey = keys[slot - 1]
  if (!privateKey) return tagError(TagError.noKey)
  if (refuses !== undefined) return tagError(refuses)
  return response(0x9000, ...signDer(digest, privateKey, s), ...(and ? publicKeyOf(privateKey) : []))
}
