import type { PaymentCard } from '#src/device/card.ts'
import { addressOf } from '#src/payment/address.ts'
import type { CardCertificate } from '#src/risk/certificate.ts'
import { type CertificateTerms, verifyCertificate } from '#src/risk/certificate-check.ts'
import { type Clock, toUnixSeconds } from '#src/time/clock.ts'

interface CertifiedParts extends Pick<CertificateTerms, 'token' | 'issuers' | 'recover'> {
  readonly clock: Clock
  readonly log: (message: string) => void
}

/** The certificate of a card that counts now. A card whose certificate does not is like any that has none. */
export function certificateOf(
  card: PaymentCard,
  { token, issuers, recover, clock, log }: CertifiedParts,
): CardCertificate | null {
  if (!card.certificate || issuers.length === 0) return null
  const address = addressOf(card.publicKey)
  const terms = { card: address, token, issuers, now: toUnixSeconds(clock.now()), recover }
  const certificate = verifyCertificate(card.certificate, terms)
  if (certificate.ok) return certificate.value
  log(`the certificate of ${address} does not count: ${certificate.error.code}`)
  return null
}
