import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadNativeRecovery } from '#main/crypto/native.ts'
import { addressOf } from '#src/payment/address.ts'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { addressOfKey, signDigest, testKey } from '../../fakes/payment.ts'
import { must } from '../../fakes/wires.ts'

/** SEC 2, section 2.4.1: the order of secp256k1, and the prime of its field. */
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
const PRIME = 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2fn

const native = must(loadNativeRecovery())
const word = fc.uint8Array({ minLength: 32, maxLength: 32 })
const number = (value: bigint) => Uint8Array.from(Buffer.from(value.toString(16).padStart(64, '0'), 'hex'))
/** Where libraries are most likely to differ. */
const edge = fc
  .constantFrom(0n, 1n, ORDER / 2n, ORDER / 2n + 1n, ORDER - 1n, ORDER, ORDER + 1n, PRIME, 2n ** 256n - 1n)
  .map(number)
const recovery = fc.constantFrom(0, 1)

test('finds the key that signed', () => {
  fc.assert(
    fc.property(word, fc.nat(1000), (digest, n) => {
      const signature = Buffer.from(signDigest(digest, testKey(n)).slice(2), 'hex')
      const publicKey = native(digest, signature.subarray(0, 64), (signature[64] ?? 0) - 27)
      expect(publicKey && addressOf(publicKey)).toBe(addressOfKey(testKey(n)))
    }),
    { numRuns: 100 },
  )
})

test('says the same as the library in JavaScript, of signatures and of any other numbers', () => {
  fc.assert(
    fc.property(word, fc.oneof(word, edge), fc.oneof(word, edge), recovery, (digest, r, s, id) => {
      const compact = Uint8Array.from([...r, ...s])
      expect(native(digest, compact, id)).toEqual(recoverInJavaScript(digest, compact, id))
    }),
    { numRuns: 300 },
  )
})

test('says the same of true signatures, and of digests at the edge', () => {
  fc.assert(
    fc.property(fc.oneof(word, edge), fc.nat(1000), recovery, (digest, n, id) => {
      const compact = Buffer.from(signDigest(digest, testKey(n)).slice(2, 130), 'hex')
      expect(native(digest, compact, id)).toEqual(recoverInJavaScript(digest, compact, id))
    }),
    { numRuns: 100 },
  )
})

test('refuses what is too short for a signature, and does not throw', () => {
  expect(native(new Uint8Array(32), new Uint8Array(63), 0)).toBeUndefined()
  expect(native(new Uint8Array(31), new Uint8Array(64), 0)).toBeUndefined()
})
