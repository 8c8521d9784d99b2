import { readFile } from 'node:fs/promises'
import { bytesToHex } from '@noble/hashes/utils.js'
import { z } from 'zod'
import type { GasAccount } from '#src/chain/port.ts'
import type { KeyState } from '#src/ipc/contract.ts'
import { type Hex, isHex } from '#src/payment/hex.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { RandomBytes } from '#src/time/random.ts'
import { accountOf } from '../chain/account.ts'
import { decryptKeystore, encryptKeystore } from '../chain/keystore.ts'
import { writeDurably } from '../files/durable.ts'

/** The part of Electron's safeStorage that is used here; absent where the system has no real keyring. */
export interface Keyring {
  encrypt(text: string): Uint8Array
  decrypt(bytes: Uint8Array): string
}

export interface GasKeyDeps {
  /** The file that holds the locked key. */
  readonly path: string
  /** undefined: a passphrase guards the key instead. Plain text is never an answer. */
  readonly keyring: Keyring | undefined
  /** A published key, on the simulator's chain only. */
  readonly testKey: Hex | undefined
  readonly randomBytes: RandomBytes
}

/** The key that pays for gas, and can do nothing else with anybody's money. */
export interface GasKey {
  state(): KeyState
  account(): Result<GasAccount, 'KEY_LOCKED'>
  /** Opens the key, or makes the first one and locks it with this passphrase. */
  unlock(passphrase: string): Promise<Result<undefined>>
}

const storedSchema = z.discriminatedUnion('lock', [
  z.strictObject({ lock: z.literal('keyring'), sealed: z.base64() }),
  z.strictObject({ lock: z.literal('passphrase'), keystore: z.string() }),
])
type Stored = z.output<typeof storedSchema>

export async function openGasKey(deps: GasKeyDeps): Promise<Result<GasKey>> {
  if (deps.testKey) return ok(readyKey(accountOf(deps.testKey)))
  const stored = await readStored(deps.path)
  if (!stored.ok) return stored
  if (stored.value?.lock === 'passphrase') return ok(passphraseKey(deps, stored.value.keystore))
  if (stored.value?.lock === 'keyring') return openSealed(deps, stored.value.sealed)
  return deps.keyring ? sealNewKey(deps, deps.keyring) : ok(passphraseKey(deps, undefined))
}

const readyKey = (account: GasAccount): GasKey => ({
  state: () => 'ready',
  account: () => ok(account),
  unlock: async () => ok(),
})

async function sealNewKey({ path, randomBytes }: GasKeyDeps, keyring: Keyring): Promise<Result<GasKey>> {
  const account = newAccount(randomBytes)
  const sealed = Buffer.from(keyring.encrypt(account.privateKey)).toString('base64')
  await writeStored(path, { lock: 'keyring', sealed })
  return ok(readyKey(account))
}

function openSealed({ keyring }: GasKeyDeps, sealed: string): Result<GasKey> {
  if (!keyring) return fail('KEYRING_ABSENT', 'the gas key is sealed by a keyring that is not there')
  try {
    const privateKey = keyring.decrypt(Buffer.from(sealed, 'base64'))
    if (isHex(privateKey, 32)) return ok(readyKey(accountOf(privateKey)))
  } catch {
    // A keyring that was made anew cannot open what the old one sealed.
  }
  return fail('KEYRING_ABSENT', 'the keyring does not open the gas key')
}

function passphraseKey({ path, randomBytes }: GasKeyDeps, first: string | undefined): GasKey {
  let keystore = first
  let account: GasAccount | undefined
  let last: Promise<unknown> = Promise.resolve()

  async function makeFirst(passphrase: string): Promise<Result<undefined>> {
    const fresh = newAccount(randomBytes)
    const locked = await encryptKeystore(fresh, passphrase)
    await writeStored(path, { lock: 'passphrase', keystore: locked })
    // Only now: gas money sent to a key that is not on disk is lost with the next start.
    keystore = locked
    account = fresh
    return ok()
  }

  async function open(locked: string, passphrase: string): Promise<Result<undefined>> {
    const opened = await decryptKeystore(locked, passphrase)
    if (!opened.ok) return opened
    account = opened.value
    return ok()
  }

  return {
    state() {
      if (account) return 'ready'
      return keystore === undefined ? 'new-passphrase-needed' : 'passphrase-needed'
    },
    account: () => (account ? ok(account) : fail('KEY_LOCKED')),
    unlock(passphrase) {
      // One at a time: two at once would make two first keys, and the disk would hold only one.
      const done = last.then(() =>
        keystore === undefined ? makeFirst(passphrase) : open(keystore, passphrase),
      )
      last = done.catch(() => undefined)
      return done
    },
  }
}

const newAccount = (randomBytes: RandomBytes): GasAccount => accountOf(`0x${bytesToHex(randomBytes(32))}`)

async function readStored(path: string): Promise<Result<Stored | undefined, 'CONFIG_INVALID'>> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => error)
  // Only a file that is not there may be replaced: one that cannot be read is still a key.
  if (text instanceof Error) return text.code === 'ENOENT' ? ok(undefined) : unreadable(path)
  try {
    const parsed = storedSchema.safeParse(JSON.parse(text))
    if (parsed.success) return ok(parsed.data)
  } catch {
    // Not even JSON: the same answer as a wrong shape.
  }
  return unreadable(path)
}

const unreadable = (path: string) =>
  fail('CONFIG_INVALID', `${path} does not hold a gas key; it may hold gas money, so it is left as it is`)

const writeStored = (path: string, stored: Stored) => writeDurably(path, JSON.stringify(stored))
