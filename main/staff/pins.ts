import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import type { StaffMember } from '#src/config/staff.ts'
import { formatPinHash, type PinHash, parsePinHash } from '#src/staff/pin-hash.ts'

/**
 * Moderate on purpose: a PIN says not whose it is, so each one is tried with everybody's salt, and
 * twenty people must not wait for seconds (here 4 MiB and some 10 ms each). More work would not save
 * a stolen file either, which holds one of a million PINs at best; what keeps guesses off is the
 * lock-out, and what keeps the file is its owner.
 */
const WORK = { N: 4096, r: 8, p: 1 }
const HASH_BYTES = 32

export async function hashPin(pin: string, salt = randomBytes(16)): Promise<string> {
  const hash = await derive(pin, salt, WORK)
  return formatPinHash({ ...WORK, salt: salt.toString('base64url'), hash: hash.toString('base64url') })
}

/**
 * Whose PIN it is. Everybody's hash is made and compared, whoever fits: how long it takes tells
 * nothing. Of two people with one PIN neither is meant.
 */
export async function whoseIs(pin: string, staff: readonly StaffMember[]): Promise<StaffMember | undefined> {
  const fits = await Promise.all(staff.map((member) => isPinOf(pin, member)))
  const [found, other] = staff.filter((_, i) => fits[i])
  return other ? undefined : found
}

async function isPinOf(pin: string, member: StaffMember): Promise<boolean> {
  const written = parsePinHash(member.pin)
  if (!written) return false
  const hash = await derive(pin, Buffer.from(written.salt, 'base64url'), written)
  const wanted = Buffer.from(written.hash, 'base64url')
  return wanted.length === HASH_BYTES && timingSafeEqual(hash, wanted)
}

const derive = (pin: string, salt: Uint8Array, { N, r, p }: Pick<PinHash, 'N' | 'r' | 'p'>) =>
  new Promise<Buffer>((resolve, reject) => {
    const options = { N, r, p, maxmem: 256 * N * r }
    scrypt(pin, salt, HASH_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)))
  })
