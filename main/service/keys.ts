import { basename } from 'node:path'
import type { GasAccount } from '#src/chain/port.ts'
import type { KeyDetail } from '#src/ipc/maintenance.ts'
import type { Address } from '#src/payment/address.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { encryptKeystore } from '../chain/keystore.ts'
import { writeDurably } from '../files/durable.ts'
import type { GasKey } from '../keys/gas-key.ts'
import type { ServiceDialogs } from './dialogs.ts'

/** One of the terminal's own keys. */
export interface OwnKey {
  readonly kind: KeyDetail['kind']
  readonly key: Pick<GasKey, 'account' | 'earlier' | 'lock'>
  /** Wei of a gas account, units of the refund wallet. */
  readonly balance: (account: Address) => Promise<Result<bigint>>
}

/** Every key, those that were changed behind the one that took their place. */
export async function keyDetails(keys: readonly OwnKey[]): Promise<KeyDetail[]> {
  const details = await Promise.all(keys.map(detailsOf))
  return details.flat()
}

function detailsOf({ kind, key, balance }: OwnKey): Promise<KeyDetail[]> {
  const current = key.account()
  const accounts = [current.ok ? current.value.address : null, ...key.earlier().map(({ address }) => address)]
  return Promise.all(
    accounts.map(async (address, n): Promise<KeyDetail> => {
      const held = address === null ? null : await balance(address)
      return {
        kind: n > 0 && kind === 'gas' ? 'earlier-gas' : kind,
        address,
        balance: held?.ok ? held.value : null,
        protectedBy: key.lock,
      }
    }),
  )
}

export interface BackUpParts {
  readonly keys: readonly OwnKey[]
  readonly dialogs: Pick<ServiceDialogs, 'save'>
  readonly terminalId: string
  readonly now: () => number
  readonly encrypt?: (account: GasAccount, passphrase: string) => Promise<string>
}

/**
 * Writes every open key into one file, each as Web3 Secret Storage under the passphrase; null when the
 * person chose no place. How to put one back: docs/operating.md.
 */
export async function backUpKeys(
  { keys, dialogs, terminalId, now, encrypt = encryptKeystore }: BackUpParts,
  passphrase: string,
): Promise<Result<string | null>> {
  const open: { readonly kind: string; readonly account: GasAccount }[] = []
  for (const { kind, key } of keys) {
    const current = key.account()
    if (!current.ok) return current
    open.push({ kind, account: current.value })
    open.push(...key.earlier().map((account) => ({ kind: `earlier-${kind}`, account })))
  }
  const day = new Date(now()).toISOString().slice(0, 10)
  const path = await dialogs.save(`tapsyr-keys-${terminalId.replace(/[^\w-]+/g, '-')}-${day}.json`)
  if (path === undefined) return ok(null)
  const written: { kind: string; address: Address; keystore: unknown }[] = []
  // One after another: each takes a second and 128 MiB.
  for (const { kind, account } of open) {
    const keystore: unknown = JSON.parse(await encrypt(account, passphrase))
    written.push({ kind, address: account.address, keystore })
  }
  try {
    await writeDurably(path, JSON.stringify({ tapsyrKeys: 1, terminalId, at: now(), keys: written }, null, 2))
    return ok(basename(path))
  } catch (error) {
    return fail('FILE_WRITE_FAILED', String(error))
  }
}
