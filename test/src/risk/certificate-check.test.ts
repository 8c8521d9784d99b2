import { expect, it } from 'vitest'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { ok } from '#src/result.ts'
import { type CertificateTerms, verifyCertificate } from '#src/risk/certificate-check.ts'
import { account } from '../../fakes/accepted.ts'
import { certificateByEthers } from '../../fakes/certificate.ts'
import { addressOfKey, testKey } from '../../fakes/payment.ts'
import { CERTIFICATE } from '../../vectors/certificate.ts'

const { content, token, issuer, bytes } = CERTIFICATE
const { notBefore, notAfter } = content
const ALWAYS = { notBefore: 0, notAfter: 2 ** 32 - 1 }
const TERMS: CertificateTerms = {
  ...{ card: content.card, token, recover: recoverInJavaScript, now: notBefore },
  issuers: [{ address: issuer, ...ALWAYS }],
}
const verify = (change: Partial<CertificateTerms> = {}, shown: Uint8Array = bytes) =>
  verifyCertificate(shown, { ...TERMS, ...change })
const refused = (code: string) => ({ ok: false, error: { code } })

it('proves the vector, and tells who signed it', () => {
  expect(verify()).toEqual(ok({ ...content, issuer }))
})

it('refuses any flipped bit', () => {
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const at = bit >> 3
    const flipped = bytes.with(at, (bytes[at] ?? 0) ^ (1 << (bit & 7)))
    expect(verify({}, flipped).ok, `bit ${bit}`).toBe(false)
  }
})

it('counts from its first second until before its last', () => {
  expect(verify({ now: notBefore - 1 })).toMatchObject(refused('CERTIFICATE_EXPIRED'))
  expect(verify({ now: notAfter - 1 }).ok).toBe(true)
  expect(verify({ now: notAfter })).toMatchObject(refused('CERTIFICATE_EXPIRED'))
})

it('counts on its own card, and for its own token', () => {
  expect(verify({ card: account(5) })).toMatchObject(refused('CERTIFICATE_INVALID'))
  for (const other of [
    { ...token, chainId: 1 },
    { ...token, verifyingContract: account(5) },
  ])
    expect(verify({ token: other })).toMatchObject(refused('CERTIFICATE_ISSUER_UNKNOWN'))
})

it('counts while its issuer does: old and new key side by side, then the new one alone', () => {
  const nextKey = testKey(3)
  const next = certificateByEthers(content, token, nextKey)
  const change = notBefore + 1000
  const issuers = [
    { address: issuer, notBefore: 0, notAfter: change + 100 },
    { address: addressOfKey(nextKey), notBefore: change, notAfter: ALWAYS.notAfter },
  ]
  const both = (now: number) => [verify({ issuers, now }).ok, verify({ issuers, now }, next).ok]
  expect(both(change - 1)).toEqual([true, false])
  expect(both(change)).toEqual([true, true])
  expect(both(change + 100)).toEqual([false, true])
  expect(verify({ issuers, now: change + 100 })).toMatchObject(refused('CERTIFICATE_EXPIRED'))
})

it('counts for nobody who knows no issuer', () => {
  expect(verify({ issuers: [] })).toMatchObject(refused('CERTIFICATE_ISSUER_UNKNOWN'))
})
