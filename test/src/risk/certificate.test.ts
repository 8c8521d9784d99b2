import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  CERTIFICATE_BYTES,
  type CertificateContent,
  certificateDigest,
  encodeCertificate,
  readCertificate,
} from '#src/risk/certificate.ts'
import { hex } from '../../fakes/arbitrary.ts'
import { certificateDigestByEthers } from '../../fakes/certificate.ts'
import { must } from '../../fakes/wires.ts'
import { CERTIFICATE } from '../../vectors/certificate.ts'

const { content, token, digest, bytes } = CERTIFICATE
const signature = bytes.slice(-65)

const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const amount = fc.bigInt(0n, 2n ** 96n - 1n)
const contents: fc.Arbitrary<CertificateContent> = fc.record({
  card: hex(20),
  tier: fc.integer({ min: 0, max: 255 }),
  ...{ offlineLimit: amount, windowLimit: amount },
  ...{ notBefore: uint32, notAfter: uint32, serial: uint32 },
})

it('is the vector, byte for byte', () => {
  expect(certificateDigest(content, token)).toEqual(digest)
  expect(encodeCertificate(content, signature)).toEqual(bytes)
  expect(must(readCertificate(bytes))).toEqual({ content, signature })
})

it('fits into the public data of a Keycard Cash', () => {
  expect(bytes).toHaveLength(CERTIFICATE_BYTES)
  expect(CERTIFICATE_BYTES).toBeLessThanOrEqual(127)
})

it('has the digest that ethers gives, and comes back as it went, whatever it says', () => {
  const tokens = fc.record({ chainId: fc.integer({ min: 1 }), verifyingContract: hex(20) })
  fc.assert(
    fc.property(contents, tokens, (content, of) => {
      expect(certificateDigest(content, of)).toEqual(certificateDigestByEthers(content, of))
      expect(must(readCertificate(encodeCertificate(content, signature)))).toEqual({ content, signature })
    }),
  )
})

it('has no room for other numbers', () => {
  for (const change of [{ tier: 256 }, { serial: -1 }, { offlineLimit: 2n ** 96n }, { notAfter: 2 ** 32 }])
    expect(() => encodeCertificate({ ...content, ...change }, signature)).toThrow(RangeError)
})

it.each([
  ['nothing', new Uint8Array()],
  ['the data of somebody else', new Uint8Array(125)],
  ['one byte less', bytes.slice(0, -1)],
  ['one byte more', Uint8Array.of(...bytes, 0)],
  ['another version', bytes.with(2, 2)],
])('does not read %s', (_what, other) => {
  expect(readCertificate(other)).toMatchObject({ ok: false, error: { code: 'CERTIFICATE_INVALID' } })
})
