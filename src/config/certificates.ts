import { z } from 'zod'
import { hexSchema } from '../payment/record.ts'
import type { CertificateIssuer } from '../risk/certificate-check.ts'
import { toUnixSeconds } from '../time/clock.ts'

/** A moment with its zone: `2026-11-27T00:00:00+05:00`. */
const moment = z.iso
  .datetime({ offset: true, error: 'a time with its zone, as 2026-11-27T00:00:00+05:00' })
  .transform((text) => toUnixSeconds(Date.parse(text)))

/** The last second that a certificate can name: a key without an end counts until then. */
const NEVER = 2 ** 32 - 1

/** Whose card certificates count. To change the key, name both until the old certificates are replaced. */
export const issuersSchema = z
  .array(
    z
      .strictObject({
        address: z
          .string()
          .transform((text) => text.toLowerCase())
          .pipe(hexSchema(20)),
        notBefore: moment.optional(),
        notAfter: moment.optional(),
      })
      .transform(
        ({ address, notBefore = 0, notAfter = NEVER }): CertificateIssuer => ({
          address,
          notBefore,
          notAfter,
        }),
      ),
  )
  .max(16)
  .default([])
