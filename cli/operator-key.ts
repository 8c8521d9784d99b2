import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { publicKeyText, signatureFile } from '#main/crypto/ed25519.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { askPassphrase, type Keyboard } from './passphrase.ts'

/** Of the operator's Ed25519 keys. */
const VARIABLE = 'TAPSYR_SIGNING_PASSPHRASE'

/** Makes a key, encrypted under a passphrase; the public one, as terminals are told it. */
export async function makeKey(path: string, keyboard: Keyboard): Promise<Result<string>> {
  const passphrase = await askPassphrase(keyboard, {
    question: `New passphrase of ${path}`,
    variable: VARIABLE,
  })
  if (!passphrase.ok) return passphrase
  if (passphrase.value.length < 8) return fail('CONFIG_INVALID', 'a passphrase has at least 8 letters')
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({
    ...{ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc' },
    passphrase: passphrase.value,
  })
  try {
    await writeFile(path, pem, { mode: 0o600, flag: 'wx' })
    return ok(publicKeyText(privateKey))
  } catch (error) {
    return fail('FILE_WRITE_FAILED', String(error))
  }
}

/** Writes `FILE.sig` over the file's very bytes. What was done, in words. */
export async function signFile(file: string, keyPath: string, keyboard: Keyboard): Promise<Result<string>> {
  const content = await readFile(file).catch((error: Error) => error)
  if (content instanceof Error) return fail('FILE_READ_FAILED', content.message)
  const key = await openKey(keyPath, keyboard)
  if (!key.ok) return key
  try {
    await writeFile(`${file}.sig`, signatureFile(content, key.value))
    return ok(`${file}.sig by ${publicKeyText(key.value)}`)
  } catch (error) {
    return fail('FILE_WRITE_FAILED', String(error))
  }
}

/** The private key in a file that `makeKey` wrote. */
export async function openKey(path: string, keyboard: Keyboard): Promise<Result<KeyObject>> {
  const pem = await readFile(path, 'utf8').catch((error: Error) => error)
  if (pem instanceof Error) return fail('FILE_READ_FAILED', pem.message)
  const passphrase = await askPassphrase(keyboard, { question: `Passphrase of ${path}`, variable: VARIABLE })
  if (!passphrase.ok) return passphrase
  try {
    const key = createPrivateKey({ key: pem, passphrase: passphrase.value })
    return key.asymmetricKeyType === 'ed25519' ? ok(key) : fail('CONFIG_INVALID', `${path}: no Ed25519 key`)
  } catch (error) {
    return fail('PASSPHRASE_WRONG', String(error))
  }
}
