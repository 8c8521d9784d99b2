import { bytesToHex } from '@noble/hashes/utils.js'
import { TypedDataEncoder } from 'ethers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cancellationDigest } from '#src/payment/cancellation.ts'
import type { Hex } from '#src/payment/hex.ts'

/** EIP-3009: `CancelAuthorization(address authorizer,bytes32 nonce)`. */
const TYPES = {
  CancelAuthorization: [
    { name: 'authorizer', type: 'address' },
    { name: 'nonce', type: 'bytes32' },
  ],
}

const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((all): Hex => `0x${bytesToHex(all)}`)

test('the digest is the one that ethers computes', () => {
  fc.assert(
    fc.property(
      bytes(20),
      bytes(32),
      bytes(20),
      fc.nat(),
      (authorizer, nonce, verifyingContract, chainId) => {
        const domain = { name: 'USD Coin', version: '2', chainId, verifyingContract }
        const digest: string = `0x${bytesToHex(cancellationDigest(domain, { authorizer, nonce }))}`
        expect(digest).toBe(TypedDataEncoder.hash(domain, TYPES, { authorizer, nonce }))
      },
    ),
  )
})
