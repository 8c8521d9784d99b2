import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import type { Address } from '../payment/address.ts'
import { domainSeparator, type TokenDomain } from '../payment/authorization.ts'
import { addressWord, structHash, textHash, typedDigest, word } from '../payment/eip712.ts'
import { SIGNATURE_BYTES } from '../payment/signer.ts'
import { fail, ok, type Result } from '../result.ts'

/** The token whose units a certificate's limits are in. It is signed, and not in the bytes. */
export type CertifiedToken = Pick<TokenDomain, 'chainId' | 'verifyingContract'>

/** What an issuer says of a card; docs/certificates.md. */
export interface CertificateContent {
  readonly card: Address
  /** 0 to 255: the issuer's own classes of cards. */
  readonly tier: number
  /** Highest single payment offline, in smallest units of the token, below 2^96. */
  readonly offlineLimit: bigint
  /** Highest sum within the site's window, below 2^96. */
  readonly windowLimit: bigint
  /** Unix seconds: good from the first until before the second. */
  readonly notBefore: number
  readonly notAfter: number
  /** The issuer's own number of it, below 2^32. */
  readonly serial: number
}

export interface CardCertificate extends CertificateContent {
  /** Known from the signature. */
  readonly issuer: Address
}

/** Read, and judged by nobody yet. */
export interface UnprovenCertificate {
  readonly content: CertificateContent
  /** r ‖ s ‖ v, 65 bytes. */
  readonly signature: Uint8Array
}

/** "TC" and the version of the format. */
const HEAD = Uint8Array.of(0x54, 0x43, 0x01)
const AMOUNT_BYTES = 12

/** 125: a Keycard Cash takes 127 bytes of public data. */
export const CERTIFICATE_BYTES = HEAD.length + 20 + 1 + 2 * AMOUNT_BYTES + 3 * 4 + SIGNATURE_BYTES

const TYPE = textHash(
  'CardCertificate(address card,uint8 tier,uint96 offlineLimit,uint96 windowLimit,uint32 notBefore,uint32 notAfter,uint32 serial)',
)

/** The 32 bytes that the issuer signs (EIP-712). */
export function certificateDigest(content: CertificateContent, token: CertifiedToken): Uint8Array {
  const { card, tier, offlineLimit, windowLimit, notBefore, notAfter, serial } = content
  const { chainId, verifyingContract } = token
  return typedDigest(
    domainSeparator({ name: 'Tapsyr card certificate', version: '1', chainId, verifyingContract }),
    structHash(
      TYPE,
      ...[addressWord(card), word(tier), word(offlineLimit), word(windowLimit)],
      ...[word(notBefore), word(notAfter), word(serial)],
    ),
  )
}

/** `signature`: r ‖ s ‖ v, 65 bytes. Throws RangeError for numbers that have no room. */
export function encodeCertificate(content: CertificateContent, signature: Uint8Array): Uint8Array {
  const { card, tier, offlineLimit, windowLimit, notBefore, notAfter, serial } = content
  return concatBytes(
    HEAD,
    hexToBytes(card.slice(2)),
    ...[number(tier, 1), number(offlineLimit, AMOUNT_BYTES), number(windowLimit, AMOUNT_BYTES)],
    ...[number(notBefore, 4), number(notAfter, 4), number(serial, 4)],
    signature,
  )
}

/** What lies on a card; CERTIFICATE_INVALID when it is no certificate of this version. */
export function readCertificate(bytes: Uint8Array): Result<UnprovenCertificate, 'CERTIFICATE_INVALID'> {
  if (bytes.length !== CERTIFICATE_BYTES || !HEAD.every((byte, i) => bytes[i] === byte))
    return fail('CERTIFICATE_INVALID', `no certificate of version 1: ${bytes.length} bytes`)
  let at = HEAD.length
  const hex = (count: number) => {
    at += count
    return bytesToHex(bytes.subarray(at - count, at))
  }
  const integer = (count: number) => Number.parseInt(hex(count), 16)
  const amount = () => BigInt(`0x${hex(AMOUNT_BYTES)}`)
  const content: CertificateContent = {
    card: `0x${hex(20)}`,
    tier: integer(1),
    offlineLimit: amount(),
    windowLimit: amount(),
    notBefore: integer(4),
    notAfter: integer(4),
    serial: integer(4),
  }
  return ok({ content, signature: bytes.slice(at) })
}

/** Big-endian. */
function number(value: bigint | number, bytes: number): Uint8Array {
  const text = BigInt(value).toString(16)
  if (text.startsWith('-') || text.length > 2 * bytes)
    throw new RangeError(`${value} has no room in ${bytes} bytes`)
  return hexToBytes(text.padStart(2 * bytes, '0'))
}
