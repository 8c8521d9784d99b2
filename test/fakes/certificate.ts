import { hexToBytes } from '@noble/hashes/utils.js'
import { SigningKey, TypedDataEncoder } from 'ethers'
import type { Hex } from '#src/payment/hex.ts'
import { type CertificateContent, type CertifiedToken, encodeCertificate } from '#src/risk/certificate.ts'

const TYPES = {
  CardCertificate: [
    { name: 'card', type: 'address' },
    { name: 'tier', type: 'uint8' },
    { name: 'offlineLimit', type: 'uint96' },
    { name: 'windowLimit', type: 'uint96' },
    { name: 'notBefore', type: 'uint32' },
    { name: 'notAfter', type: 'uint32' },
    { name: 'serial', type: 'uint32' },
  ],
}

/** What an issuer signs, by ethers. */
export const certificateDigestByEthers = (
  content: CertificateContent,
  { chainId, verifyingContract }: CertifiedToken,
): Uint8Array => {
  const domain = { name: 'Tapsyr card certificate', version: '1', chainId, verifyingContract }
  return hexToBytes(TypedDataEncoder.hash(domain, TYPES, content).slice(2))
}

/** A certificate by an issuer's key of 32 bytes, signed by ethers. */
export const certificateByEthers = (
  content: CertificateContent,
  token: CertifiedToken,
  issuerKey: Hex,
): Uint8Array =>
  encodeCertificate(content, signedByEthers(certificateDigestByEthers(content, token), issuerKey))

/** r ‖ s ‖ v. */
export const signedByEthers = (digest: Uint8Array, key: Hex): Uint8Array =>
  hexToBytes(new SigningKey(key).sign(digest).serialized.slice(2))
