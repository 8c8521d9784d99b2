import type { CardInField, ExchangeFault } from '#src/device/reader.ts'
import type { Result } from '#src/result.ts'
import { findExternalRecord } from '../ndef/type4.ts'

/** Its external type in an NDEF message, "urn:nfc:ext:" left out as there (docs/certificates.md). */
export const CERTIFICATE_RECORD = 'tapsyr.kz:cc'

/**
 * What an issuer left in the tag's NDEF message; undefined where nobody did. Another application is selected
 * then: the core has to be selected again.
 */
export const readHaloCertificate = (
  field: CardInField,
): Promise<Result<Uint8Array | undefined, ExchangeFault>> => findExternalRecord(field, CERTIFICATE_RECORD)
