import { readFile } from 'node:fs/promises'
import { accountOf } from '#main/chain/account.ts'
import { decryptKeystore } from '#main/chain/keystore.ts'
import type { GasAccount } from '#src/chain/port.ts'
import { SIMULATOR_CHAIN_ID } from '#src/config/schema.ts'
import { isHex } from '#src/payment/hex.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { askPassphrase, type Keyboard } from './passphrase.ts'

/** Who pays for gas. `keystore`: a file; undefined is the test key, on the simulator's chain only. */
export async function openGasAccount(
  keyboard: Keyboard,
  { keystore, chainId }: { readonly keystore: string | undefined; readonly chainId: number },
): Promise<Result<GasAccount>> {
  if (keystore === undefined) return testAccount(keyboard.env.TAPSYR_TEST_KEY, chainId)
  const json = await readFile(keystore, 'utf8').catch((error: NodeJS.ErrnoException) => error)
  if (json instanceof Error) return fail('FILE_READ_FAILED', `${keystore}: ${json.code}`)
  const passphrase = await askPassphrase(keyboard, {
    question: `Passphrase of ${keystore}`,
    variable: 'TAPSYR_KEYSTORE_PASSPHRASE',
  })
  return passphrase.ok ? decryptKeystore(json, passphrase.value) : passphrase
}

function testAccount(key: string | undefined, chainId: number): Result<GasAccount> {
  if (chainId !== SIMULATOR_CHAIN_ID)
    return fail('CONFIG_INVALID', `--test-key is for chain ${SIMULATOR_CHAIN_ID} only, this is ${chainId}`)
  return key !== undefined && isHex(key, 32)
    ? ok(accountOf(key))
    : fail('CONFIG_INVALID', 'TAPSYR_TEST_KEY holds no key of 32 bytes')
}
