import { secp256k1 } from '@noble/curves/secp256k1.js'
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { computeAddress, Signature, SigningKey } from 'ethers'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { signDigest, signerOf } from '#src/payment/signer.ts'
import { MAIL } from '../../vectors/eip712.ts'

const KEY = hexToBytes('11'.repeat(32))
const ADDRESS = computeAddress(`0x${'11'.repeat(32)}`).toLowerCase()
const digests = fc.uint8Array({ minLength: 32, maxLength: 32 })

it('signs as ethers does, and finds who signed', () => {
  fc.assert(
    fc.property(digests, (digest) => {
      const signature = signDigest(digest, KEY)
      expect(signature).toEqual(hexToBytes(new SigningKey(KEY).sign(digest).serialized.slice(2)))
      expect(signerOf(digest, signature, recoverInJavaScript)).toBe(ADDRESS)
    }),
    { numRuns: 20 },
  )
})

it('takes one spelling of a signature only', () => {
  const digest = hexToBytes(MAIL.digest)
  const signature = signDigest(digest, KEY)
  const { r, s, yParity } = Signature.from(`0x${Buffer.from(signature).toString('hex')}`)
  const upper = secp256k1.Point.CURVE().n - BigInt(s)
  const turned = concatBytes(
    hexToBytes(r.slice(2)),
    hexToBytes(upper.toString(16).padStart(64, '0')),
    Uint8Array.of(28 - yParity),
  )
  const signer = (bytes: Uint8Array) => signerOf(digest, bytes, recoverInJavaScript)
  expect(signer(turned)).toBeUndefined()
  expect(signer(signature.with(64, yParity))).toBeUndefined()
  expect(signer(signature.slice(0, 64))).toBeUndefined()
  expect(signer(Uint8Array.of(...signature, 0))).toBeUndefined()
  expect(signer(new Uint8Array(65).fill(27))).not.toBe(ADDRESS)
})
