import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { computeAddress } from 'ethers'
import { expect, test } from 'vitest'
import { type GasKey, type GasKeyDeps, type Keyring, openGasKey } from '#main/keys/gas-key.ts'
import { fail, ok } from '#src/result.ts'
import { id } from '../../fakes/accepted.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { must } from '../../fakes/wires.ts'

/** Little work: a lock of the usual strength costs a second each time. */
const QUICK = 2

const place = () => join(emptyFolder(), 'gas-key.json')
const open = (path: string, change: Partial<GasKeyDeps> = {}) =>
  openGasKey({ path, keyring: undefined, testKey: undefined, randomBytes, scryptN: QUICK, ...change })

const addressOf = (key: GasKey) => must(key.account()).address

/** Seals by turning every letter round: nothing a thief could not undo, but not plain text either. */
const turned = (text: string) => [...text].reverse().join('')
const keyring: Keyring = {
  encrypt: (text) => Buffer.from(`sealed ${turned(text)}`),
  decrypt(bytes) {
    const text = Buffer.from(bytes).toString()
    if (!text.startsWith('sealed ')) throw new Error('not sealed by this keyring')
    return turned(text.slice(7))
  },
}

test('a passphrase makes the key, opens it in a new process, and a wrong one does not', async () => {
  const path = place()
  const first = must(await open(path))
  expect(first.state()).toBe('new-passphrase-needed')
  expect(first.account()).toEqual(fail('KEY_LOCKED'))
  expect(existsSync(path)).toBe(false)
  expect(await first.unlock('correct horse')).toEqual(ok())
  expect(first.state()).toBe('ready')

  const { privateKey, address } = must(first.account())
  expect(computeAddress(privateKey).toLowerCase()).toBe(address)
  expect(readFileSync(path, 'utf8')).not.toContain(privateKey.slice(2))
  expect(statSync(path).mode & 0o077).toBe(0)

  const second = must(await open(path))
  expect(second.state()).toBe('passphrase-needed')
  expect(await second.unlock('battery staple')).toEqual(fail('PASSPHRASE_WRONG'))
  expect(second.account()).toEqual(fail('KEY_LOCKED'))
  expect(await second.unlock('correct horse')).toEqual(ok())
  expect(addressOf(second)).toBe(address)
})

// OWASP Password Storage Cheat Sheet, scrypt: 128 MiB and one round.
test('unless told otherwise, a passphrase guards the key with a second of work', async () => {
  const path = place()
  const key = must(await openGasKey({ path, keyring: undefined, testKey: undefined, randomBytes }))
  expect(await key.unlock('correct horse')).toEqual(ok())
  const { kdf, kdfparams } = JSON.parse(JSON.parse(readFileSync(path, 'utf8')).keystore).Crypto
  expect({ kdf, ...kdfparams }).toMatchObject({ kdf: 'scrypt', n: 2 ** 17, r: 8, p: 1 })
  expect(await must(await open(path)).unlock('correct horse')).toEqual(ok())
}, 60_000)

test('a passphrase entered twice at once makes one key, the one on the disk', async () => {
  const path = place()
  const key = must(await open(path))
  const both = await Promise.all([key.unlock('correct horse'), key.unlock('correct horse')])
  expect(both).toEqual([ok(), ok()])
  const stored: { keystore: string } = JSON.parse(readFileSync(path, 'utf8'))
  expect(JSON.parse(stored.keystore).address).toBe(addressOf(key).slice(2))
})

test('a key that could not be written is no key', async () => {
  const key = must(await open(join(emptyFolder(), 'gone', 'gas-key.json')))
  await expect(key.unlock('correct horse')).rejects.toThrow('ENOENT')
  expect(key.state()).toBe('new-passphrase-needed')
  expect(key.account()).toEqual(fail('KEY_LOCKED'))
})

test('a real keyring seals the key and opens it without anybody’s help', async () => {
  const path = place()
  const first = must(await open(path, { keyring }))
  expect(first.state()).toBe('ready')
  expect(await first.unlock('not needed')).toEqual(ok())
  expect(readFileSync(path, 'utf8')).not.toContain(must(first.account()).privateKey.slice(2))
  expect(addressOf(must(await open(path, { keyring })))).toBe(addressOf(first))
})

test('a key whose keyring is gone, or was made anew, is not replaced', async () => {
  const path = place()
  must(await open(path, { keyring }))
  const sealed = readFileSync(path, 'utf8')
  const stranger: Keyring = {
    encrypt: keyring.encrypt,
    decrypt() {
      throw new Error('unknown key')
    },
  }
  const garbage: Keyring = { encrypt: keyring.encrypt, decrypt: () => 'not a key' }
  for (const other of [undefined, stranger, garbage])
    expect(await open(path, { keyring: other })).toMatchObject(fail('KEYRING_ABSENT'))
  expect(readFileSync(path, 'utf8')).toBe(sealed)
})

test.each([
  ['', keyring],
  ['{"lock":"keyring","seal', undefined],
  ['{"lock":"none","key":"0x01"}', keyring],
])('a damaged file, %j, is left as it is: it may hold gas money', async (text, ring) => {
  const path = place()
  writeFileSync(path, text)
  expect(await open(path, { keyring: ring })).toMatchObject(fail('CONFIG_INVALID'))
  expect(readFileSync(path, 'utf8')).toBe(text)
})

test('a file that cannot be read is not taken for a file that is not there', async () => {
  const path = place()
  mkdirSync(path)
  expect(await open(path, { keyring })).toMatchObject(fail('CONFIG_INVALID'))
  expect(await open(path)).toMatchObject(fail('CONFIG_INVALID'))
})

test('a published test key is ready at once, and leaves no file', async () => {
  const path = place()
  const key = must(await open(path, { testKey: id(1) }))
  // The address of private key 1, as every wallet knows it.
  expect(key.account()).toEqual(
    ok({ address: '0x7e5f4552091a69125d5dfcb7b8c2659029395bdf', privateKey: id(1) }),
  )
  expect(existsSync(path)).toBe(false)
})
