import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { encryptKeystoreJson } from 'ethers'
import { expect, test } from 'vitest'
import { fail, ok } from '#src/result.ts'
import { openGasAccount } from '../../cli/gas-account.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { addressOfKey, testKey } from '../fakes/payment.ts'

const ACCOUNT = { address: addressOfKey(testKey(1)), privateKey: testKey(1) }
const keyboard = (env: Record<string, string>) => ({
  env,
  input: new PassThrough(),
  output: new PassThrough(),
})

async function keystoreFile(): Promise<string> {
  const path = join(emptyFolder(), 'key.json')
  writeFileSync(path, await encryptKeystoreJson(ACCOUNT, 'open sesame', { scrypt: { N: 2 } }))
  return path
}

test('a keystore opens with its passphrase, on any chain', async () => {
  const keystore = await keystoreFile()
  const open = (passphrase: string) =>
    openGasAccount(keyboard({ TAPSYR_KEYSTORE_PASSPHRASE: passphrase }), { keystore, chainId: 8453 })
  expect(await open('open sesame')).toEqual(ok(ACCOUNT))
  expect(await open('open barley')).toEqual(fail('PASSPHRASE_WRONG'))
})

test('a keystore that is not there, and a passphrase that nobody gives', async () => {
  expect(await openGasAccount(keyboard({}), { keystore: '/nowhere/key.json', chainId: 1 })).toEqual(
    fail('FILE_READ_FAILED', '/nowhere/key.json: ENOENT'),
  )
  const keystore = await keystoreFile()
  expect(await openGasAccount(keyboard({}), { keystore, chainId: 1 })).toMatchObject(fail('CONFIG_INVALID'))
})

test('the test key pays on the simulator’s chain and nowhere else', async () => {
  const withKey = keyboard({ TAPSYR_TEST_KEY: testKey(1) })
  expect(await openGasAccount(withKey, { keystore: undefined, chainId: 31_337 })).toEqual(ok(ACCOUNT))
  for (const chainId of [1, 8453, 31_338])
    expect(await openGasAccount(withKey, { keystore: undefined, chainId })).toMatchObject(
      fail('CONFIG_INVALID'),
    )
  for (const env of [{}, { TAPSYR_TEST_KEY: '0x12' }])
    expect(await openGasAccount(keyboard(env), { keystore: undefined, chainId: 31_337 })).toEqual(
      fail('CONFIG_INVALID', 'TAPSYR_TEST_KEY holds no key of 32 bytes'),
    )
})
