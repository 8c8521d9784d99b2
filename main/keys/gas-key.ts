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
  /** Work of scrypt for a passphrase; tests ask for less. */
  readonly scryptN?: number
}

/** The key that pays for gas, and can do nothing else with anybody's money. */
export interface GasKey {
  state(): KeyState
  account(): Result<GasAccount, 'KEY_LOCKED'>
  /** Opens the key, or makes the first one and locks it with this passphrase. */
  unlock(passphrase: string): Promise<Result<undefined>>
  /** What guards it. */
  readonly lock: 'keyring' | 'passphrase' | 'test'
  /**
   * Moves to a new key, which is on disk when it resolves. The one before stays in the file: what it
   * has signed may still be on its way. A passphrase-locked key needs its passphrase for that.
   */
  rotate(passphrase: string | undefined): Promise<Result<GasAccount>>
  /** Keys from before, as far as they are open. */
  earlier(): readonly GasAccount[]
}

const sealedSchema = z.strictObject({ lock: z.literal('keyring'), sealed: z.base64() })
const lockedSchema = z.strictObject({ lock: z.literal('passphrase'), keystore: z.string() })
/** `earlier`: keys that were changed, the newest first, locked in the same way. */
const storedSchema = z.discriminatedUnion('lock', [
  sealedSchema.extend({ earlier: z.array(z.base64()).optional() }),
  lockedSchema.extend({ earlier: z.array(z.string()).optional() }),
])
type Stored = z.output<typeof storedSchema>

export async function openGasKey(deps: GasKeyDeps): Promise<Result<GasKey>> {
  if (deps.testKey) return ok(testKey(accountOf(deps.testKey)))
  const stored = await readStored(deps.path)
  if (!stored.ok) return stored
  if (stored.value?.lock === 'passphrase') return ok(passphraseKey(deps, stored.value))
  if (stored.value?.lock === 'keyring') return openSealed(deps, stored.value)
  return deps.keyring ? sealNewKey(deps, deps.keyring) : ok(passphraseKey(deps, undefined))
}

const testKey = (account: GasAccount): GasKey => ({
  state: () => 'ready',
  account: () => ok(account),
  unlock: async () => ok(),
  lock: 'test',
  rotate: async () => fail('KEYRING_ABSENT', 'the test key is the configuration’s'),
  earlier: () => [],
})

interface Sealed {
  readonly account: GasAccount
  /** As it is in the file. */
  readonly sealed: string
}

/** A key, and those before it, that the system's keyring opens. */
function keyringKey(
  { path, randomBytes }: GasKeyDeps,
  keyring: Keyring,
  keys: [Sealed, ...Sealed[]],
): GasKey {
  let [current, ...earlier] = keys
  return {
    state: () => 'ready',
    account: () => ok(current.account),
    unlock: async () => ok(),
    lock: 'keyring',
    async rotate() {
      const next = seal(newAccount(randomBytes), keyring)
      const before = [current, ...earlier]
      await writeStored(path, {
        ...{ lock: 'keyring', sealed: next.sealed },
        earlier: before.map(({ sealed }) => sealed),
      })
      earlier = before
      current = next
      return ok(next.account)
    },
    earlier: () => earlier.map(({ account }) => account),
  }
}

const seal = (account: GasAccount, keyring: Keyring): Sealed => ({
  account,
  sealed: Buffer.from(keyring.encrypt(account.privateKey)).toString('base64'),
})

async function sealNewKey(deps: GasKeyDeps, keyring: Keyring): Promise<Result<GasKey>> {
  const first = seal(newAccount(deps.randomBytes), keyring)
  await writeStored(deps.path, { lock: 'keyring', sealed: first.sealed })
  return ok(keyringKey(deps, keyring, [first]))
}

function openSealed(deps: GasKeyDeps, stored: Stored & { lock: 'keyring' }): Result<GasKey> {
  const { keyring } = deps
  if (!keyring) return fail('KEYRING_ABSENT', 'the gas key is sealed by a keyring that is not there')
  const current = unseal(stored.sealed, keyring)
  if (!current) return fail('KEYRING_ABSENT', 'the keyring does not open the gas key')
  const earlier = (stored.earlier ?? []).flatMap((sealed) => unseal(sealed, keyring) ?? [])
  return ok(keyringKey(deps, keyring, [current, ...earlier]))
}

function unseal(sealed: string, keyring: Keyring): Sealed | undefined {
  try {
    const privateKey = keyring.decrypt(Buffer.from(sealed, 'base64'))
    return isHex(privateKey, 32) ? { account: accountOf(privateKey), sealed } : undefined
  } catch {
    // A keyring that was made anew cannot open what the old one sealed.
    return undefined
  }
}

function passphraseKey(
  { path, randomBytes, scryptN }: GasKeyDeps,
  first: (Stored & { lock: 'passphrase' }) | undefined,
): GasKey {
  let keystore = first?.keystore
  let earlierKeystores = first?.earlier ?? []
  let account: GasAccount | undefined
  let earlier: readonly GasAccount[] = []
  let last: Promise<unknown> = Promise.resolve()

  async function makeFirst(passphrase: string): Promise<Result<undefined>> {
    const fresh = newAccount(randomBytes)
    const locked = await encryptKeystore(fresh, passphrase, scryptN)
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
    // One passphrase for all of them: `rotate` takes no other.
    const before = await Promise.all(earlierKeystores.map((each) => decryptKeystore(each, passphrase)))
    earlier = before.flatMap((each) => (each.ok ? each.value : []))
    return ok()
  }

  async function change(passphrase: string): Promise<Result<GasAccount>> {
    if (keystore === undefined) return fail('KEY_LOCKED')
    const opened = await open(keystore, passphrase)
    if (!opened.ok || !account) return opened.ok ? fail('KEY_LOCKED') : opened
    const next = newAccount(randomBytes)
    const locked = await encryptKeystore(next, passphrase, scryptN)
    const before = [keystore, ...earlierKeystores]
    await writeStored(path, { lock: 'passphrase', keystore: locked, earlier: before })
    earlierKeystores = before
    earlier = [account, ...earlier]
    keystore = locked
    account = next
    return ok(next)
  }

  return {
    lock: 'passphrase',
    earlier: () => earlier,
    rotate(passphrase) {
      if (passphrase === undefined) return Promise.resolve(fail('PASSPHRASE_WRONG'))
      const done = last.then(() => change(passphrase))
      last = done.catch(() => undefined)
      return done
    },
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
