import { computeAddress } from 'ethers'
import type { GasAccount } from '#src/chain/port.ts'
import { type Hex, isHex } from '#src/payment/hex.ts'

/** The account that a private key (32 bytes) signs for. */
export function accountOf(privateKey: Hex): GasAccount {
  const address = computeAddress(privateKey).toLowerCase()
  if (!isHex(address, 20)) throw new TypeError('ethers gave no address for a private key')
  return { address, privateKey }
}
