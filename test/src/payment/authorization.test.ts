import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { solidityPackedKeccak256, TypedDataEncoder } from 'ethers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { authorizationDigest, domainSeparator, receiptNonce } from '#src/payment/authorization.ts'
import { hex } from '../../fakes/arbitrary.ts'
import { digestByEthers } from '../../fakes/payment.ts'
import { MAIL, TRANSFER_WITH_AUTHORIZATION_TYPEHASH } from '../../vectors/eip712.ts'

const domains = fc.record({
  name: fc.string({ minLength: 1, unit: 'grapheme' }),
  version: fc.string({ minLength: 1 }),
  chainId: fc.integer({ min: 1 }),
  verifyingContract: hex(20),
})
const authorizations = fc.record({
  from: hex(20),
  to: hex(20),
  value: fc.bigInt(0n, 2n ** 256n - 1n),
  validAfter: fc.maxSafeNat(),
  validBefore: fc.maxSafeNat(),
  nonce: hex(32),
})

describe('domainSeparator', () => {
  it('is that of the example of EIP-712', () => {
    expect(bytesToHex(domainSeparator(MAIL.domain))).toBe(MAIL.domainSeparator)
  })

  it('equals that of ethers for any token', () => {
    fc.assert(
      fc.property(domains, (domain) => {
        expect(`0x${bytesToHex(domainSeparator(domain))}`).toBe(TypedDataEncoder.hashDomain(domain))
      }),
    )
  })
})

describe('authorizationDigest', () => {
  it('is built on the type hash that EIP-3009 publishes', () => {
    const authorization = {
      from: `0x${'11'.repeat(20)}`,
      to: `0x${'22'.repeat(20)}`,
      value: 255n,
      validAfter: 1,
      validBefore: 2,
      nonce: `0x${'33'.repeat(32)}`,
    } as const
    const slots = ['11'.repeat(20), '22'.repeat(20), 'ff', '1', '2', '33'.repeat(32)]
    const struct = TRANSFER_WITH_AUTHORIZATION_TYPEHASH + slots.map((slot) => slot.padStart(64, '0')).join('')
    const message = `1901${MAIL.domainSeparator}${bytesToHex(keccak_256(hexToBytes(struct)))}`
    expect(authorizationDigest(MAIL.domain, authorization)).toEqual(keccak_256(hexToBytes(message)))
  })

  it('equals that of ethers for any authorization', () => {
    fc.assert(
      fc.property(domains, authorizations, (domain, authorization) => {
        expect(authorizationDigest(domain, authorization)).toEqual(digestByEthers(domain, authorization))
      }),
    )
  })
})

describe('receiptNonce', () => {
  const seed = {
    domain: MAIL.domain,
    terminalId: 'till-1',
    ledgerId: `0x${'44'.repeat(32)}`,
    receiptNumber: 347,
  } as const

  it('is the hash of domain, terminal, ledger and number', () => {
    expect(receiptNonce(seed)).toBe(
      solidityPackedKeccak256(
        ['bytes32', 'bytes32', 'bytes32', 'uint256'],
        [
          `0x${MAIL.domainSeparator}`,
          solidityPackedKeccak256(['string'], ['till-1']),
          seed.ledgerId,
          seed.receiptNumber,
        ],
      ),
    )
  })

  it('changes with everything that makes a receipt its own', () => {
    const nonces = [
      seed,
      { ...seed, receiptNumber: 348 },
      { ...seed, terminalId: 'till-2' },
      { ...seed, ledgerId: `0x${'45'.repeat(32)}` as const },
      { ...seed, domain: { ...seed.domain, chainId: 2 } },
    ].map(receiptNonce)
    expect(new Set(nonces).size).toBe(nonces.length)
  })
})
