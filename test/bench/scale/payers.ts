import { createRequire } from 'node:module'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { concat, keccak256, zeroPadValue } from 'ethers'
import type { World } from '#simulator/world.ts'
import { type Address, addressOf } from '#src/payment/address.ts'
import { type Authorization, authorizationDigest, type TokenDomain } from '#src/payment/authorization.ts'
import type { Hex } from '#src/payment/hex.ts'
import { type AcceptedPayment, receiptText } from '#src/payment/record.ts'
import { signedPayment, testKey } from '../../fakes/payment.ts'

/** The native library, without its own fallback to JavaScript: ten thousand signatures in half a second. */
interface Native {
  publicKeyCreate(key: Uint8Array, compressed: boolean): Uint8Array
  ecdsaSign(digest: Uint8Array, key: Uint8Array): { readonly signature: Uint8Array; readonly recid: number }
}
const native: Native = createRequire(import.meta.url)('secp256k1/bindings.js')

export interface PaymentsWanted {
  readonly count: number
  /** Number of the first payer and of the first receipt: each payment has a payer of its own. */
  readonly first: number
  readonly to: Address
  readonly domain: TokenDomain
}

/** Really signed payments of one whole unit, each by a payer who pays for the first time. */
export function manyPayments(wanted: PaymentsWanted): AcceptedPayment[] {
  checkNative(wanted)
  return Array.from({ length: wanted.count }, (_, i) => nativePayment(wanted, wanted.first + i))
}

function nativePayment({ to, domain }: PaymentsWanted, n: number): AcceptedPayment {
  const key = hexToBytes(testKey(n).slice(2))
  const authorization: Authorization = {
    from: addressOf(native.publicKeyCreate(key, false)),
    to,
    value: 1_000_000n,
    validAfter: 0,
    validBefore: 4_000_000_000,
    nonce: nonceOf(n),
  }
  const { signature, recid } = native.ecdsaSign(authorizationDigest(domain, authorization), key)
  return {
    receipt: receiptText(1, n),
    receiptNumber: n,
    acceptedAt: 1_700_000_000_000 + n,
    asset: { symbol: 'USDC', decimals: 6 },
    domain,
    authorization,
    signature: `0x${bytesToHex(signature)}${(27 + recid).toString(16)}`,
  }
}

/** Spread over the whole range, as hashes are: the queue's key is the nonce. */
export function nonceOf(n: number): Hex {
  const spread = (BigInt(n + 1) * 0x9e3779b97f4a7c15f39cc0605cedc835n) % 2n ** 128n
  return `0x${spread.toString(16).padStart(32, '0')}${n.toString(16).padStart(32, '0')}`
}

/** Two libraries and two digests for one payment: both sign after RFC 6979, so they must be equal. */
function checkNative(wanted: PaymentsWanted): void {
  const n = wanted.first
  const byNoble = signedPayment({
    ...wanted,
    key: testKey(n),
    receiptNumber: n,
    authorization: { nonce: nonceOf(n) },
  })
  const ours = nativePayment(wanted, n)
  if (ours.signature !== byNoble.signature || ours.authorization.from !== byNoble.authorization.from)
    throw new Error('secp256k1 and noble sign differently')
}

/** Slot of `balanceAndBlacklistStates` in FiatTokenV2_2. */
const BALANCES = 9n
const PER_REQUEST = 500

/** Gives each account five whole units by writing the token's storage: minting takes a block for each. */
export async function fundAll(world: World, accounts: readonly Address[]): Promise<void> {
  const token = world.token.domain.verifyingContract
  const balance = `0x${5_000_000n.toString(16).padStart(64, '0')}`
  for (let i = 0; i < accounts.length; i += PER_REQUEST) {
    const calls = accounts.slice(i, i + PER_REQUEST).map((account, id) => ({
      jsonrpc: '2.0',
      id,
      method: 'anvil_setStorageAt',
      params: [token, balanceSlot(account), balance],
    }))
    const headers = { 'content-type': 'application/json' }
    await fetch(world.chain.rpcUrl, { method: 'POST', headers, body: JSON.stringify(calls) })
  }
  await Promise.all([accounts.at(0), accounts.at(-1)].map((account) => checkFunded(world, account)))
}

const balanceSlot = (account: Address): string =>
  keccak256(concat([zeroPadValue(account, 32), zeroPadValue(`0x0${BALANCES.toString(16)}`, 32)]))

async function checkFunded(world: World, account: Address | undefined): Promise<void> {
  const balance = account === undefined ? 0n : await world.token.balanceOf(account)
  if (balance !== 5_000_000n) throw new Error(`${account} has ${balance} units`)
}
