import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Wallet } from 'ethers'
import { expect, test } from 'vitest'
import { encryptKeystore } from '#main/chain/keystore.ts'
import { type Keyring, openGasKey } from '#main/keys/gas-key.ts'
import { backUpKeys, keyDetails } from '#main/service/keys.ts'
import { fail, ok } from '#src/result.ts'
import { id } from '../../fakes/accepted.ts'
import { emptyFolder } from '../../fakes/folder.ts'
import { must } from '../../fakes/wires.ts'

/** Seals by turning every letter round. */
const keyring: Keyring = {
  encrypt: (text) => Buffer.from([...text].reverse().join('')),
  decrypt: (bytes) => [...Buffer.from(bytes).toString()].reverse().join(''),
}
const place = () => join(emptyFolder(), 'gas-key.json')
const sealed = (path: string) => openGasKey({ path, keyring, testKey: undefined, randomBytes })
/** With little work for scrypt: this is about what is in the file. */
const locked = (path: string) =>
  openGasKey({ path, keyring: undefined, testKey: undefined, randomBytes, scryptN: 2 })

test('a changed key is another one, and those before it stay, also in a new process', async () => {
  const path = place()
  const key = must(await sealed(path))
  const first = must(key.account())
  const second = must(await key.rotate(undefined))
  const third = must(await key.rotate(undefined))
  expect(new Set([first.address, second.address, third.address]).size).toBe(3)
  expect(key.account()).toEqual(ok(third))
  expect(key.earlier()).toEqual([second, first])
  for (const { privateKey } of [first, second, third])
    expect(readFileSync(path, 'utf8')).not.toContain(privateKey.slice(2))
  const again = must(await sealed(path))
  expect(again.account()).toEqual(ok(third))
  expect(again.earlier()).toEqual([second, first])
})

test('a file from before keys could be changed is read as it is', async () => {
  const path = place()
  const first = must(must(await sealed(path)).account())
  expect(Object.keys(JSON.parse(readFileSync(path, 'utf8')))).toEqual(['lock', 'sealed'])
  expect(must(await sealed(path)).account()).toEqual(ok(first))
})

test('a passphrase-locked key is changed by its own passphrase only, which opens all of them', async () => {
  const path = place()
  const key = must(await locked(path))
  expect(await key.rotate('correct horse')).toEqual(fail('KEY_LOCKED'))
  must(await key.unlock('correct horse'))
  const first = must(key.account())
  expect(await key.rotate(undefined)).toEqual(fail('PASSPHRASE_WRONG'))
  expect(await key.rotate('battery staple')).toEqual(fail('PASSPHRASE_WRONG'))
  expect(key.account()).toEqual(ok(first))
  const second = must(await key.rotate('correct horse'))
  const again = must(await locked(path))
  expect(again.earlier()).toEqual([])
  must(await again.unlock('correct horse'))
  expect(again.account()).toEqual(ok(second))
  expect(again.earlier()).toEqual([first])
})

test('the simulator’s key is the configuration’s, and cannot be changed here', async () => {
  const key = must(await openGasKey({ path: place(), keyring, testKey: id(1), randomBytes }))
  expect(await key.rotate(undefined)).toMatchObject(fail('KEYRING_ABSENT'))
  expect(key.lock).toBe('test')
})

test('a backup holds every key as a keystore that other programs open, and none in the clear', async () => {
  const key = must(await sealed(place()))
  must(await key.rotate(undefined))
  const path = join(emptyFolder(), 'backup.json')
  const keys = [{ kind: 'gas' as const, key, balance: async () => ok(7n) }]
  const written = await backUpKeys(
    {
      ...{ keys, terminalId: 'lab 1', now: () => 0, dialogs: { save: async () => path } },
      // Little work for scrypt: this is about what is in the file.
      encrypt: (account, passphrase) => encryptKeystore(account, passphrase, 2),
    },
    'eight letters',
  )
  expect(written).toEqual(ok('backup.json'))
  const { keys: kept } = JSON.parse(readFileSync(path, 'utf8'))
  const accounts = [must(key.account()), ...key.earlier()]
  expect(kept.map(({ kind, address }: { kind: string; address: string }) => [kind, address])).toEqual([
    ['gas', accounts[0]?.address],
    ['earlier-gas', accounts[1]?.address],
  ])
  const opened = await Wallet.fromEncryptedJson(JSON.stringify(kept[0].keystore), 'eight letters')
  expect(opened.privateKey).toBe(accounts[0]?.privateKey)
  for (const { privateKey } of accounts) expect(readFileSync(path, 'utf8')).not.toContain(privateKey.slice(2))
  expect(await keyDetails(keys)).toEqual([
    { kind: 'gas', address: accounts[0]?.address, balance: 7n, protectedBy: 'keyring' },
    { kind: 'earlier-gas', address: accounts[1]?.address, balance: 7n, protectedBy: 'keyring' },
  ])
})

test('a keystore from a backup, put in the place of the key’s file, is the key', async () => {
  const lost = must(must(await sealed(place())).account())
  const keystore = await encryptKeystore(lost, 'eight letters', 2)
  const path = place()
  // As docs/operating.md says it.
  writeFileSync(path, JSON.stringify({ lock: 'passphrase', keystore }))
  const restored = must(await locked(path))
  must(await restored.unlock('eight letters'))
  expect(restored.account()).toEqual(ok(lost))
})

test('a locked key cannot be backed up, and nobody is asked for a place', async () => {
  const key = must(await locked(place()))
  const dialogs = { save: () => expect.unreachable() }
  const keys = [{ kind: 'gas' as const, key, balance: async () => ok(0n) }]
  expect(await backUpKeys({ keys, dialogs, terminalId: 'x', now: () => 0 }, 'eight letters')).toEqual(
    fail('KEY_LOCKED'),
  )
})
