import { createDecipheriv, scryptSync } from 'node:crypto'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { seal, unseal } from '#main/rescue/envelope.ts'
import { fail, ok } from '#src/result.ts'
import { PASSPHRASE } from './lost.ts'

// Keys are slow to derive on purpose, and slower on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

const invalid = fail('RESCUE_FILE_INVALID', 'not a rescue file of version 1')
const file = await seal('{"secret":"text"}', PASSPHRASE)

/** The file with other values in it, spelled as `seal` spells them. */
const changed = (change: (envelope: ReturnType<typeof JSON.parse>) => void): string => {
  const envelope = JSON.parse(file)
  change(envelope)
  return JSON.stringify(envelope)
}

test('whatever is sealed comes back with its passphrase, and only with that', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string({ minLength: 8 }), async (text, passphrase) => {
      const sealed = await seal(text, passphrase)
      expect(await unseal(sealed, passphrase)).toEqual(ok(Buffer.from(text).toString()))
      expect(await unseal(sealed, `${passphrase}.`)).toEqual(fail('PASSPHRASE_WRONG'))
    }),
    { numRuns: 3 },
  )
})

test('a passphrase is the same however a keyboard spells its letters', async () => {
  const sealed = await seal('text', 'мой пароль'.normalize('NFC'))
  expect(await unseal(sealed, 'мой пароль'.normalize('NFD'))).toEqual(ok('text'))
})

test('any tool that knows scrypt and AES-GCM opens the file as it says', () => {
  const { kdf, cipher, data } = JSON.parse(file)
  const from = (text: string) => Buffer.from(text, 'base64')
  const key = scryptSync(PASSPHRASE, from(kdf.salt), 32, { N: kdf.N, r: kdf.r, p: kdf.p, maxmem: 2 ** 26 })
  const decipher = createDecipheriv('aes-256-gcm', key, from(cipher.iv)).setAuthTag(from(cipher.tag))
  const text = Buffer.concat([decipher.update(from(data)), decipher.final()])
  expect(text.toString()).toBe('{"secret":"text"}')
})

test('no two files have the same salt or the same IV', async () => {
  const other = JSON.parse(await seal('{"secret":"text"}', PASSPHRASE))
  const { kdf, cipher } = JSON.parse(file)
  expect(other.kdf.salt).not.toBe(kdf.salt)
  expect(other.cipher.iv).not.toBe(cipher.iv)
})

test('a bit that turned over anywhere in the file opens nothing', async () => {
  const bytes = Buffer.from(file)
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
      const damaged = Buffer.from(bytes)
      damaged[at] = (damaged[at] ?? 0) ^ (1 << bit)
      const opened = await unseal(damaged.toString('utf8'), PASSPHRASE)
      expect(opened.ok ? 'opened' : opened.error.code).toMatch(/^(RESCUE_FILE_INVALID|PASSPHRASE_WRONG)$/)
    }),
    { numRuns: 15 },
  )
})

test.each(['salt', 'iv', 'tag', 'data'])(
  'bits of %s that base64 does not use must be as they were',
  async (name) => {
    const field = new RegExp(`"${name}":"[^"]*?([A-Za-z0-9+/])(={1,2})"`).exec(file)
    // Multiples of three bytes leave no bits over.
    if (!field) return expect(name).toBe('iv')
    const [whole, last = '', padding = ''] = field
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
    const other = alphabet[alphabet.indexOf(last) + 1] ?? ''
    const damaged = file.replace(whole, whole.replace(`${last}${padding}"`, `${other}${padding}"`))
    expect(damaged).not.toBe(file)
    expect(await unseal(damaged, PASSPHRASE)).toEqual(invalid)
  },
)

test.each<[string, string]>([
  ['nothing', ''],
  ['no JSON', 'PK\u0003\u0004'],
  ['other JSON', '{"version":3,"crypto":{}}'],
  ['a file of version 2', changed((envelope) => Object.assign(envelope, { version: 2 }))],
  ['a file of another format', changed((envelope) => Object.assign(envelope, { format: 'tapsyr-backup' }))],
  ['less work for the key', changed(({ kdf }) => Object.assign(kdf, { N: 2 }))],
  ['work that would take for ever', changed(({ kdf }) => Object.assign(kdf, { N: 2 ** 30 }))],
  ['another cipher', changed(({ cipher }) => Object.assign(cipher, { name: 'none' }))],
  ['a shorter tag', changed(({ cipher }) => Object.assign(cipher, { tag: cipher.tag.slice(0, 8) }))],
  ['a shorter IV', changed(({ cipher }) => Object.assign(cipher, { iv: cipher.iv.slice(0, 8) }))],
  ['no data', changed((envelope) => delete envelope.data)],
  ['more than a rescue file', changed((envelope) => Object.assign(envelope, { note: 'hello' }))],
  ['half a file', file.slice(0, file.length / 2)],
  ['a file with another behind it', file + file],
  ['a file with a line feed behind it', `${file}\n`],
])('%s is no rescue file', async (_what, text) => {
  expect(await unseal(text, PASSPHRASE)).toEqual(invalid)
})

test('data, salt, IV or tag of another file open nothing', async () => {
  const other = JSON.parse(await seal('{"secret":"other"}', PASSPHRASE))
  for (const swap of [
    changed((envelope) => Object.assign(envelope, { data: other.data })),
    changed(({ kdf }) => Object.assign(kdf, { salt: other.kdf.salt })),
    changed(({ cipher }) => Object.assign(cipher, { iv: other.cipher.iv })),
    changed(({ cipher }) => Object.assign(cipher, { tag: other.cipher.tag })),
  ])
    expect(await unseal(swap, PASSPHRASE)).toEqual(fail('PASSPHRASE_WRONG'))
})
