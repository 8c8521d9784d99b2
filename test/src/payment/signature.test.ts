import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { recoverAddress } from 'ethers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lowS, proveSigner, type RecoverPublicKey, recoverInJavaScript } from '#src/payment/signature.ts'
import { addressOfKey, signDigest, testKey } from '../../fakes/payment.ts'
import { MAIL } from '../../vectors/eip712.ts'

/** SEC 2, section 2.4.1: the order of secp256k1. */
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

const bytes = (text: string) => hexToBytes(text)
const number = (value: bigint) => bytes(value.toString(16).padStart(64, '0'))
const upper = (s: string) => number(ORDER - BigInt(`0x${s}`))
const refused = { ok: false, error: { code: 'CARD_SIGNATURE_INVALID' } }
const mail = { r: bytes(MAIL.r), s: bytes(MAIL.s) }

describe('lowS', () => {
  it('leaves the lower half alone and mirrors the upper', () => {
    const half = ORDER / 2n
    expect(lowS(number(half))).toEqual(number(half))
    expect(lowS(number(half + 1n))).toEqual(number(half))
    expect(lowS(number(ORDER - 1n))).toEqual(number(1n))
  })
})

describe('proveSigner', () => {
  it('finds v of the example of EIP-712', () => {
    expect(proveSigner(bytes(MAIL.digest), mail, MAIL.signer)).toEqual({
      ok: true,
      value: `0x${MAIL.r}${MAIL.s}${MAIL.v.toString(16)}`,
    })
  })

  it('gives the same for the upper s: cards may choose either', () => {
    const signature = { r: mail.r, s: upper(MAIL.s) }
    expect(proveSigner(bytes(MAIL.digest), signature, MAIL.signer)).toEqual(
      proveSigner(bytes(MAIL.digest), mail, MAIL.signer),
    )
  })

  it('proves whatever a key signed, to the address that ethers recovers', () => {
    const digests = fc.uint8Array({ minLength: 32, maxLength: 32 })
    fc.assert(
      fc.property(digests, fc.nat(1000), fc.boolean(), (digest, n, mirrored) => {
        const signature = signDigest(digest, testKey(n))
        const s = signature.slice(66, 130)
        const shown = { r: bytes(signature.slice(2, 66)), s: mirrored ? upper(s) : bytes(s) }
        expect(proveSigner(digest, shown, addressOfKey(testKey(n)))).toEqual({ ok: true, value: signature })
        expect(recoverAddress(digest, signature).toLowerCase()).toBe(addressOfKey(testKey(n)))
      }),
      { numRuns: 25 },
    )
  })

  it('refuses the signature of another key, and of another digest', () => {
    expect(proveSigner(bytes(MAIL.digest), mail, addressOfKey(testKey(1)))).toMatchObject(refused)
    expect(proveSigner(bytes(MAIL.domainSeparator), mail, MAIL.signer)).toMatchObject(refused)
  })

  it.each([
    ['r of zero', { r: number(0n), s: mail.s }],
    ['s of zero', { r: mail.r, s: number(0n) }],
    ['r of the order', { r: number(ORDER), s: mail.s }],
    ['s of the order', { r: mail.r, s: number(ORDER) }],
    ['r of 31 bytes', { r: mail.r.slice(1), s: mail.s }],
    ['s of 33 bytes', { r: mail.r, s: bytes(`00${bytesToHex(mail.s)}`) }],
    ['nothing', { r: new Uint8Array(), s: new Uint8Array() }],
  ])('refuses %s', (_, signature) => {
    expect(proveSigner(bytes(MAIL.digest), signature, MAIL.signer)).toMatchObject(refused)
  })

  it('refuses s above the order', () => {
    const signature = { r: mail.r, s: number(2n ** 256n - 1n) }
    expect(proveSigner(bytes(MAIL.digest), signature, MAIL.signer)).toMatchObject(refused)
  })

  it('asks the recovery that it is given, for the lower s, and believes its key', () => {
    const asked: string[] = []
    const recover: RecoverPublicKey = (digest, compact, recovery) => {
      asked.push(`${bytesToHex(digest)} ${bytesToHex(compact)} ${recovery}`)
      return recoverInJavaScript(digest, compact, recovery)
    }
    const signature = { r: mail.r, s: upper(MAIL.s) }
    expect(proveSigner(bytes(MAIL.digest), signature, MAIL.signer, recover).ok).toBe(true)
    expect(asked).toEqual([0, 1].map((recovery) => `${MAIL.digest} ${MAIL.r}${MAIL.s} ${recovery}`))
    expect(proveSigner(bytes(MAIL.digest), mail, MAIL.signer, () => undefined)).toMatchObject(refused)
  })

  it('refuses garbage without an exception', () => {
    const garbage = fc.record({ r: fc.uint8Array({ maxLength: 40 }), s: fc.uint8Array({ maxLength: 40 }) })
    const words = fc.record({
      r: fc.uint8Array({ minLength: 32, maxLength: 32 }),
      s: fc.uint8Array({ minLength: 32, maxLength: 32 }),
    })
    fc.assert(
      fc.property(fc.oneof(garbage, words), (signature) => {
        expect(proveSigner(bytes(MAIL.digest), signature, MAIL.signer)).toMatchObject(refused)
      }),
      { numRuns: 40 },
    )
  })
})
