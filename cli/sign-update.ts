import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { channelFile } from '#main/update/feed.ts'
import { publicKeyText, signatureFile } from '#main/update/signature.ts'
import { errorWords } from '#src/errors/words/words.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { describeUpdate } from './describe-update.ts'
import { askPassphrase, type Keyboard } from './passphrase.ts'
import { readSignUpdateTask, SIGN_UPDATE_HELP } from './sign-update-options.ts'

const keyboard: Keyboard = { env: process.env, input: process.stdin, output: process.stderr }
const VARIABLE = 'TAPSYR_SIGNING_PASSPHRASE'

async function main(args: readonly string[]): Promise<number> {
  // npm runs its scripts in the repository, wherever it was called.
  const task = readSignUpdateTask(args, process.env.INIT_CWD ?? process.cwd())
  switch (task.kind) {
    case 'help':
      process.stdout.write(SIGN_UPDATE_HELP)
      return 0
    case 'wrong':
      process.stderr.write(`${task.why}\n\n${SIGN_UPDATE_HELP}`)
      return 2
    case 'new-key':
      return told(await makeKey(task.key))
    case 'sign':
      return told(await sign(task.file, task.key, task.percentage))
  }
}

async function makeKey(path: string): Promise<Result<string>> {
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

/** An archive is described first: what is signed is the description, which has the archive's hash. */
async function sign(file: string, keyPath: string, percentage: number | undefined): Promise<Result<string>> {
  if (!file.endsWith('.tar.gz')) return signFile(file, keyPath)
  const [, version] = /(\d+\.\d+\.\d+)/.exec(basename(file)) ?? []
  if (version === undefined) return fail('CONFIG_INVALID', `${file} does not say which version it is`)
  const archive = await readFile(file).catch((error: Error) => error)
  if (archive instanceof Error) return fail('FILE_READ_FAILED', archive.message)
  const path = join(dirname(file), channelFile('latest'))
  await writeFile(path, describeUpdate({ version, archive, percentage, name: basename(file) }))
  return signFile(path, keyPath)
}

async function signFile(file: string, keyPath: string): Promise<Result<string>> {
  const content = await readFile(file).catch((error: Error) => error)
  if (content instanceof Error) return fail('FILE_READ_FAILED', content.message)
  const key = await openKey(keyPath)
  if (!key.ok) return key
  try {
    await writeFile(`${file}.sig`, signatureFile(content, key.value))
    return ok(`${file}.sig by ${publicKeyText(key.value)}`)
  } catch (error) {
    return fail('FILE_WRITE_FAILED', String(error))
  }
}

async function openKey(path: string): Promise<Result<KeyObject>> {
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

function told(done: Result<string>): number {
  if (done.ok) {
    process.stdout.write(`${done.value}\n`)
    return 0
  }
  const { what, now } = errorWords(done.error.code, 'en')
  process.stderr.write(`${what} ${now}\n${done.error.detail ?? ''}\n`)
  return 1
}

process.exitCode = await main(process.argv.slice(2))
