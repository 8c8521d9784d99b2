import { Signature, verifyMessage, Wallet } from 'ethers'
import type { GasAccount } from '#src/chain/port.ts'
import type { Address } from '#src/payment/address.ts'
import { type Hex, isHex } from '#src/payment/hex.ts'

/** A plain text signed by an account (EIP-191, "personal message"): it can never be a transaction. */
export function signStatement(text: string, { privateKey }: GasAccount): Hex {
  const signature = new Wallet(privateKey).signMessageSync(text)
  if (!isHex(signature, 65)) throw new TypeError('ethers gave no signature')
  return signature
}

/** Who signed it; undefined when that is no signature, or not in the one spelling that it has. */
export function signerOfStatement(text: string, signature: Hex): Address | undefined {
  try {
    const address = verifyMessage(text, signature).toLowerCase()
    const isExact = Signature.from(signature).serialized === signature
    return isExact && isHex(address, 20) ? address : undefined
  } catch {
    return undefined
  }
}
