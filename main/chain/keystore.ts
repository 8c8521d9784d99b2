import { decryptKeystoreJson, encryptKeystoreJson, isError, isKeystoreJson } from 'ethers'
import type { GasAccount } from '#src/chain/port.ts'
import { type Hex, isHex } from '#src/payment/hex.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { accountOf } from './account.ts'

/** Work of scrypt as Web3 Secret Storage version 3 and geth set it: about a second on a small machine. */
const SCRYPT_N = 1 << 17

/** The account's key as a Web3 Secret Storage (version 3) JSON text, locked with the passphrase. */
export const encryptKeystore = (
  account: GasAccount,
  passphrase: string,
  scryptN: number = SCRYPT_N,
): Promise<string> => encryptKeystoreJson(account, passphrase, { scrypt: { N: scryptN } })

/** PASSPHRASE_WRONG when it does not open, CONFIG_INVALID when the text is no keystore at all. */
export async function decryptKeystore(
  json: string,
  passphrase: string,
): Promise<Result<GasAccount, 'PASSPHRASE_WRONG' | 'CONFIG_INVALID'>> {
  if (!isKeystoreJson(json)) return fail('CONFIG_INVALID', 'not a Web3 Secret Storage file of version 3')
  try {
    const { privateKey } = await decryptKeystoreJson(json, passphrase)
    return ok(accountOf(key(privateKey)))
  } catch (error) {
    if (isError(error, 'INVALID_ARGUMENT') && error.argument === 'password') return fail('PASSPHRASE_WRONG')
    return fail('CONFIG_INVALID', 'the keystore file is damaged')
  }
}

function key(privateKey: string): Hex {
  if (!isHex(privateKey, 32)) throw new TypeError('ethers gave no private key')
  return privateKey
}
