import { z } from 'zod'
import { hexSchema } from '../payment/record.ts'
import type { CardCertificate } from './certificate.ts'
import type { Standing } from './decide.ts'

/** What a card was when it was trusted, as the journal keeps it: of a certified one, by whom and as what. */
export const cardStandingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['unknown', 'known-good']) }),
  z.strictObject({
    kind: z.literal('certified'),
    issuer: hexSchema(20),
    tier: z.int().min(0).max(0xff),
    serial: z.int().min(0).max(0xffffffff),
  }),
])
export type CardStanding = z.output<typeof cardStandingSchema>

/** A certificate that counts comes before all that the journal says of the card. */
export function cardStanding(certificate: CardCertificate | null, isKnownGood: boolean): CardStanding {
  if (!certificate) return { kind: isKnownGood ? 'known-good' : 'unknown' }
  const { issuer, tier, serial } = certificate
  return { kind: 'certified', issuer, tier, serial }
}

/** The same, with the limits that a decision depends on. */
export function riskStanding(certificate: CardCertificate | null, isKnownGood: boolean): Standing {
  if (!certificate) return { kind: isKnownGood ? 'known-good' : 'unknown' }
  const { offlineLimit, windowLimit } = certificate
  return { kind: 'certified', certificate: { offlineLimit, windowLimit } }
}
