import { SigningKey } from 'ethers'
import type { Address } from '#src/payment/address.ts'
import { type Hex, isHex } from '#src/payment/hex.ts'
import { ok, type Result } from '#src/result.ts'
import type { GasKey } from './gas-key.ts'

/** The wallet that refunds are paid from. Its key signs refunds of the ledger and nothing else. */
export interface RefundKey {
  address(): Result<Address, 'KEY_LOCKED'>
  /** r ‖ s ‖ v of a digest of 32 bytes. */
  sign(digest: Uint8Array): Result<Hex, 'KEY_LOCKED'>
}

/** `key` is kept as the gas key is, in a file of its own. */
export function createRefundKey(key: Pick<GasKey, 'account'>): RefundKey {
  return {
    address() {
      const account = key.account()
      return account.ok ? ok(account.value.address) : account
    },
    sign(digest) {
      const account = key.account()
      if (!account.ok) return account
      const { serialized } = new SigningKey(account.value.privateKey).sign(digest)
      if (!isHex(serialized, 65)) throw new TypeError('ethers gave no signature of 65 bytes')
      return ok(serialized)
    },
  }
}
