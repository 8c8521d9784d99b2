import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { z } from 'zod'
import { fail, ok, type Result } from '#src/result.ts'

/** A file this large is not one of ours, and is not read into memory. */
export const MOST_BYTES = 200 * 1024 * 1024

const FORMAT = 'tapsyr-rescue'
const VERSION = 1
/** OWASP Password Storage Cheat Sheet, scrypt: 32 MiB and three rounds, some tenths of a second. */
const SCRYPT = { N: 1 << 15, r: 8, p: 3 } as const
const CIPHER = 'aes-256-gcm'
/** Bytes. NIST SP 800-38D, 5.2.1.1: 96 bits of IV, 128 of tag. */
const SALT = 16
const IV = 12
const TAG = 16

interface Sealed {
  readonly salt: Buffer
  readonly iv: Buffer
  readonly tag: Buffer
  readonly data: Buffer
}

/** The text as a file that only the passphrase opens. */
export async function seal(text: string, passphrase: string): Promise<string> {
  const salt = randomBytes(SALT)
  const iv = randomBytes(IV)
  const cipher = createCipheriv(CIPHER, await keyOf(passphrase, salt), iv)
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return fileText({ salt, iv, tag: cipher.getAuthTag(), data })
}

/**
 * What `seal` has closed. RESCUE_FILE_INVALID when it is no such file. A cipher cannot tell a wrong
 * passphrase from damage to what it covers: both are PASSPHRASE_WRONG.
 */
export async function unseal(
  file: string,
  passphrase: string,
): Promise<Result<string, 'RESCUE_FILE_INVALID' | 'PASSPHRASE_WRONG'>> {
  const sealed = sealedIn(file)
  if (!sealed) return fail('RESCUE_FILE_INVALID', 'not a rescue file of version 1')
  const decipher = createDecipheriv(CIPHER, await keyOf(passphrase, sealed.salt), sealed.iv)
  decipher.setAuthTag(sealed.tag)
  try {
    return ok(Buffer.concat([decipher.update(sealed.data), decipher.final()]).toString('utf8'))
  } catch {
    return fail('PASSPHRASE_WRONG')
  }
}

/** Composed letters: keyboards of different systems spell the same Cyrillic letter in two ways. */
const keyOf = (passphrase: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const options = { ...SCRYPT, maxmem: 64 * 1024 * 1024 }
    scrypt(passphrase.normalize('NFKC'), salt, 32, options, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })

const bytes = (length?: number) =>
  z
    .string()
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((decoded) => length === undefined || decoded.length === length)

const envelopeSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  kdf: z.strictObject({
    name: z.literal('scrypt'),
    N: z.literal(SCRYPT.N),
    r: z.literal(SCRYPT.r),
    p: z.literal(SCRYPT.p),
    salt: bytes(SALT),
  }),
  cipher: z.strictObject({ name: z.literal(CIPHER), iv: bytes(IV), tag: bytes(TAG) }),
  data: bytes(),
})

const fileText = ({ salt, iv, tag, data }: Sealed): string =>
  JSON.stringify({
    format: FORMAT,
    version: VERSION,
    kdf: { name: 'scrypt', ...SCRYPT, salt: salt.toString('base64') },
    cipher: { name: CIPHER, iv: iv.toString('base64'), tag: tag.toString('base64') },
    data: data.toString('base64'),
  })

/** Only the very text that `seal` would write: JSON and base64 can spell the same bytes in other ways. */
function sealedIn(file: string): Sealed | undefined {
  const parsed = envelopeSchema.safeParse(parseJson(file))
  if (!parsed.success) return undefined
  const { kdf, cipher, data } = parsed.data
  const sealed = { salt: kdf.salt, iv: cipher.iv, tag: cipher.tag, data }
  return fileText(sealed) === file ? sealed : undefined
}

/** undefined for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
