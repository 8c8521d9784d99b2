import type { Address } from '../payment/address.ts'
import type { RecoverPublicKey } from '../payment/signature.ts'
import { signerOf } from '../payment/signer.ts'
import { fail, ok, type Result } from '../result.ts'
import {
  type CardCertificate,
  type CertifiedToken,
  certificateDigest,
  readCertificate,
} from './certificate.ts'

/**
 * A key whose certificates count, and when: Unix seconds, from the first until before the second. While keys
 * are changed, the old and the new one stand side by side.
 */
export interface CertificateIssuer {
  readonly address: Address
  readonly notBefore: number
  readonly notAfter: number
}

export interface CertificateTerms {
  /** The card that showed it. */
  readonly card: Address
  readonly token: CertifiedToken
  readonly issuers: readonly CertificateIssuer[]
  /** Unix seconds. */
  readonly now: number
  readonly recover: RecoverPublicKey
}

export type CertificateFault = 'CERTIFICATE_INVALID' | 'CERTIFICATE_ISSUER_UNKNOWN' | 'CERTIFICATE_EXPIRED'

/**
 * The certificate that a card shows, when one of the issuers signed it for this card and this token and it is
 * good now. Needs no network. A damaged one has a signer too, whom nobody knows: CERTIFICATE_ISSUER_UNKNOWN.
 */
export function verifyCertificate(
  bytes: Uint8Array,
  { card, token, issuers, now, recover }: CertificateTerms,
): Result<CardCertificate, CertificateFault> {
  const read = readCertificate(bytes)
  if (!read.ok) return read
  const { content, signature } = read.value
  if (content.card !== card) return fail('CERTIFICATE_INVALID', `it is of ${content.card}`)
  const signer = signerOf(certificateDigest(content, token), signature, recover)
  if (signer === undefined) return fail('CERTIFICATE_INVALID', 'no signature')
  const known = issuers.filter(({ address }) => address === signer)
  if (known.length === 0) return fail('CERTIFICATE_ISSUER_UNKNOWN', signer)
  if (!isWithin(content, now)) return fail('CERTIFICATE_EXPIRED', spanText(content))
  if (!known.some((issuer) => isWithin(issuer, now)))
    return fail('CERTIFICATE_EXPIRED', `its issuer ${signer} counts at another time`)
  return ok({ ...content, issuer: signer })
}

type Span = Pick<CertificateIssuer, 'notBefore' | 'notAfter'>

/** Whether a certificate, or an issuer's key, counts at this Unix second. */
export const isWithin = ({ notBefore, notAfter }: Span, now: number): boolean =>
  notBefore <= now && now < notAfter

const spanText = ({ notBefore, notAfter }: Span): string => `good from ${notBefore} until before ${notAfter}`
