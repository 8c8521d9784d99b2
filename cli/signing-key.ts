import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { hexToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { accountOf } from '#main/chain/account.ts'
import { decryptKeystore, encryptKeystore } from '#main/chain/keystore.ts'
import type { GasAccount } from '#src/chain/port.ts'
import type { Address } from '#src/payment/address.ts'
import { hexSchema } from '#src/payment/record.ts'
import { signDigest } from '#src/payment/signer.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { askPassphrase, type Keyboard } from './passphrase.ts'

/** The key of an issuer or an operator. */
export interface SigningKey {
  readonly address: Address
  /** r ‖ s ‖ v of a digest of 32 bytes. */
  sign(digest: Uint8Array): Uint8Array
}

const WARNING = 'TEST KEY, not encrypted: whoever reads this file can sign as you'
const testKeySchema = z.strictObject({
  warning: z.literal(WARNING),
  address: hexSchema(20),
  privateKey: hexSchema(32),
})

const VARIABLE = 'TAPSYR_SIGNING_PASSPHRASE'

/** Makes a key file that its owner alone may read, and replaces none. `isTest`: not encrypted, and marked so. */
export async function makeSigningKey(
  path: string,
  keyboard: Keyboard,
  isTest: boolean,
): Promise<Result<Address>> {
  const account = accountOf(`0x${randomBytes(32).toString('hex')}`)
  const text = isTest ? ok(testKeyText(account)) : await locked(account, path, keyboard)
  if (!text.ok) return text
  try {
    await writeFile(path, text.value, { mode: 0o600, flag: 'wx' })
    return ok(account.address)
  } catch (error) {
    return fail('FILE_WRITE_FAILED', error instanceof Error ? error.message : String(error))
  }
}

export async function openSigningKey(path: string, keyboard: Keyboard): Promise<Result<SigningKey>> {
  const text = await readFile(path, 'utf8').catch((error: Error) => error)
  if (text instanceof Error) return fail('FILE_READ_FAILED', text.message)
  const test = testKeySchema.safeParse(jsonOf(text))
  if (test.success) {
    keyboard.output.write(`${WARNING}\n`)
    return ok(signingKey(accountOf(test.data.privateKey)))
  }
  const passphrase = await askPassphrase(keyboard, { question: `Passphrase of ${path}`, variable: VARIABLE })
  if (!passphrase.ok) return passphrase
  const account = await decryptKeystore(text, passphrase.value)
  return account.ok ? ok(signingKey(account.value)) : account
}

const testKeyText = ({ address, privateKey }: GasAccount): string =>
  `${JSON.stringify({ warning: WARNING, address, privateKey }, null, 2)}\n`

async function locked(account: GasAccount, path: string, keyboard: Keyboard): Promise<Result<string>> {
  const passphrase = await askPassphrase(keyboard, {
    question: `New passphrase of ${path}`,
    variable: VARIABLE,
  })
  if (!passphrase.ok) return passphrase
  if (passphrase.value.length < 8) return fail('CONFIG_INVALID', 'a passphrase has at least 8 letters')
  return ok(`${await encryptKeystore(account, passphrase.value)}\n`)
}

const signingKey = ({ address, privateKey }: GasAccount): SigningKey => ({
  address,
  sign: (digest) => signDigest(digest, hexToBytes(privateKey.slice(2))),
})

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
