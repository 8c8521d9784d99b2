import { pbkdf2 } from '@noble/hashes/pbkdf2.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'

const SALT = 'HaLoChipSalt'
const PREFIX = utf8ToBytes('Password authentication:\n')

/** What a tag keeps of a slot's password: 16 bytes (libhalo, `cmdSetPassword`). */
export const derivePasswordKey = (password: string): Uint8Array =>
  pbkdf2(sha512, password, SALT, { c: 5000, dkLen: 16 })

/** What must come with a digest for a slot that has a password: 32 bytes (libhalo, `cmdSign`). */
export const passwordAuthentication = (
  slot: number,
  digest: Uint8Array,
  passwordKey: Uint8Array,
): Uint8Array => sha256(concatBytes(Uint8Array.of(0x19), PREFIX, Uint8Array.of(slot), digest, passwordKey))
