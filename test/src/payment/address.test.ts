import { secp256k1 } from '@noble/curves/secp256k1.js'
import { hexToBytes } from '@noble/hashes/utils.js'
import { computeAddress, getAddress } from 'ethers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressOf, shortAddress, toChecksumAddress } from '#src/payment/address.ts'
import { hex } from '../../fakes/arbitrary.ts'
import { testKey } from '../../fakes/payment.ts'
import { CHECKSUM_ADDRESSES } from '../../vectors/eip712.ts'

describe('toChecksumAddress', () => {
  it.each(CHECKSUM_ADDRESSES)('writes %s as ERC-55 does', (address) => {
    expect(toChecksumAddress(`0x${address.slice(2).toLowerCase()}`)).toBe(address)
  })

  it('equals ethers for any account', () => {
    fc.assert(
      fc.property(hex(20), (address) => {
        expect(toChecksumAddress(address)).toBe(getAddress(address))
      }),
    )
  })
})

describe('addressOf', () => {
  it('is the account that ethers finds for the same key', () => {
    fc.assert(
      fc.property(fc.nat(), (n) => {
        const publicKey = secp256k1.getPublicKey(hexToBytes(testKey(n).slice(2)), false)
        expect(addressOf(publicKey)).toBe(computeAddress(testKey(n)).toLowerCase())
      }),
      { numRuns: 20 },
    )
  })
})

describe('shortAddress', () => {
  it('keeps both ends, with their checksum letters', () => {
    expect(shortAddress('0x7e5f4552091a69125d5dfcb7b8c2659029395bdf')).toBe('0x7E5F…5Bdf')
  })
})
