import { hexToBytes } from '@noble/hashes/utils.js'
import type { TicketContent } from '#src/qr/ticket.ts'

/**
 * Tickets by a Python script of their own that follows docs/tickets.md, RFC 8949, RFC 9285, RFC 6979 and
 * SEC 1, with its own arithmetic of the curve, and shares nothing with src/qr.
 */
export interface TicketVector {
  readonly privateKey: Uint8Array
  readonly publicKey: `0x${string}`
  readonly keyId: `0x${string}`
  readonly ticket: TicketContent
  /** The CBOR that is signed, what is signed of it, and the code with its signature. */
  readonly signedCbor: string
  readonly digest: string
  readonly signature: Uint8Array
  readonly cbor: string
  readonly text: string
}

/** Test keys: the number 1, and one that nobody uses. */
export const SINGLE: TicketVector = {
  privateKey: hexToBytes(`${'00'.repeat(31)}01`),
  publicKey: '0x0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798',
  keyId: '0x0f715baf5d4c2ed3',
  ticket: {
    terminalId: 'apple-1',
    kind: 'single',
    validFrom: 1_795_773_600,
    validUntil: 1_795_780_800,
    receipt: '007-000042',
  },
  signedCbor: '8701480f715baf5d4c2ed3676170706c652d31001a6b0954a01a6b0970c06a3030372d303030303432',
  digest: '8ff31434e487efb351b11d6676c819533e8c9156abbde076a46003671d10c385',
  signature: hexToBytes(
    'd50d21306a47cd61663a6e5204d87f024ce2107c98bf3bf389d56fc0ad60a9cc15a2831486f97b1921389fe8ccd178a5e97ae930809bf667fde9f0dd4579e3ae',
  ),
  cbor: '8801480f715baf5d4c2ed3676170706c652d31001a6b0954a01a6b0970c06a3030372d3030303034325840d50d21306a47cd61663a6e5204d87f024ce2107c98bf3bf389d56fc0ad60a9cc15a2831486f97b1921389fe8ccd178a5e97ae930809bf667fde9f0dd4579e3ae',
  text: 'TPT:W8H.49*EES7MHS9TWQEECP9EQZCY86DF3381 AK-NDJBE4JDD463W5646A46IG6$88VT1J56L394ECIH7QGASGR3D02QS XF+7OKZU9:Q5GO+9C0 PNOKYQ2COV/73577GJTTLQ%/KAOF-56BWJQ6D%PTZ/RIIF*3',
}

/** Letters of two and three bytes in the terminal's name, a receipt of seven digits. */
export const PERIOD: TicketVector = {
  privateKey: hexToBytes((0x7a9500n * 2n ** 200n + 2n).toString(16).padStart(64, '0')),
  publicKey: '0x0397b2a1d85dbeac68c83511f9be0d4348063bb608ee83b07e349f575f85e9c045',
  keyId: '0x8d8281b32e2dd2ef',
  ticket: {
    terminalId: 'Станция №2',
    kind: 'period-pass',
    validFrom: 1_795_734_000,
    validUntil: 1_798_326_000,
    receipt: '001-1000000',
  },
  signedCbor:
    '8701488d8281b32e2dd2ef73d0a1d182d0b0d0bdd186d0b8d18f20e2849632031a6b08b9f01a6b3046f06b3030312d31303030303030',
  digest: 'e44d6f4f759de14dc159f553edb3c343dc4b3e0cc88c0518d06a828c5c3fd6b0',
  signature: hexToBytes(
    'abe3c11977797bbdfa655c25c7f0fcd1510c581b7e8356170482a70b75aae7ff4cf959b635e5baca8fd06a9ff8d10c693993ef4cb86d23fe0fbbe3db1b305929',
  ),
  cbor: '8801488d8281b32e2dd2ef73d0a1d182d0b0d0bdd186d0b8d18f20e2849632031a6b08b9f01a6b3046f06b3030312d313030303030305840abe3c11977797bbdfa655c25c7f0fcd1510c581b7e8356170482a70b75aae7ff4cf959b635e5baca8fd06a9ff8d10c693993ef4cb86d23fe0fbbe3db1b305929',
  text: 'TPT:W8HX79JMGFTMUZ59CU*GQ*LQ9HQMHQ/LQHHQ7MQ374CYGNE6DF3S41-FUZODP/8ZOD7464W564664664627B%WLNIOU4F.SFLTV9TBJCPB/V3BAA6BW:FY*ATP0D5LH*E ET+W9GFBR 6SRN68IPLDMKVRP1OC7FBU8ENYO4M:1B SUJ3ACB',
}
