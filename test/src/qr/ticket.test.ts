import { secp256k1 } from '@noble/curves/secp256k1.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { encode } from 'cborg'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBase45, encodeBase45 } from '#src/qr/base45.ts'
import {
  decodeTicket,
  encodeTicket,
  isTicketSignedBy,
  type TicketContent,
  ticketKeyId,
} from '#src/qr/ticket.ts'
import { fail, ok } from '#src/result.ts'
import { PRODUCT_KINDS } from '#src/station/product.ts'
import { PERIOD, SINGLE, type TicketVector } from '../../vectors/ticket.ts'

const keyOf = ({ publicKey }: TicketVector): Uint8Array => hexToBytes(publicKey.slice(2))

describe.each([
  ['a single ticket', SINGLE],
  ['a pass', PERIOD],
])('the code of %s', (_what, vector) => {
  it('is written as the vector has it', () => {
    expect(encodeTicket(vector.ticket, vector.privateKey)).toBe(vector.text)
    expect(bytesToHex(decodeBase45(vector.text.slice(4)) ?? new Uint8Array())).toBe(vector.cbor)
    expect(`0x${bytesToHex(ticketKeyId(keyOf(vector)))}`).toBe(vector.keyId)
  })

  it('is read back, and its signature is its terminal’s', () => {
    const { keyId, signature, ticket } = vector
    expect(decodeTicket(vector.text)).toEqual(ok({ ...ticket, keyId, signature }))
    expect(isTicketSignedBy({ ...ticket, keyId, signature }, keyOf(vector))).toBe(true)
  })

  it('stays in the letters that a QR code packs closest', () => {
    expect(vector.text).toMatch(/^[0-9A-Z $%*+\-./:]+$/)
  })
})

const content: fc.Arbitrary<TicketContent> = fc.record({
  terminalId: fc
    .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
    .filter(({ length }) => length <= 64),
  kind: fc.constantFrom(...PRODUCT_KINDS),
  validFrom: fc.integer({ min: 0, max: 2 ** 33 }),
  validUntil: fc.integer({ min: 2 ** 33 + 1, max: 2 ** 40 }),
  receipt: fc.integer({ min: 1, max: 99_999_999 }).map((n) => `001-${n.toString().padStart(6, '0')}`),
})

it('any ticket comes back as it was, and with anything changed it is not signed', () => {
  const change = fc.constantFrom('terminalId', 'kind', 'validFrom', 'validUntil', 'receipt')
  fc.assert(
    fc.property(content, content, change, (ticket, other, name) => {
      const read = decodeTicket(encodeTicket(ticket, SINGLE.privateKey))
      if (!read.ok) throw new Error(read.error.detail)
      expect(read.value).toMatchObject(ticket)
      expect(isTicketSignedBy(read.value, keyOf(SINGLE))).toBe(true)
      const changed = { ...read.value, [name]: other[name] }
      expect(isTicketSignedBy(changed, keyOf(SINGLE))).toBe(other[name] === ticket[name])
    }),
    { numRuns: 30 },
  )
})

it('is no other key’s, nobody’s garbage, and has one signature only', () => {
  const { ticket, keyId, signature } = SINGLE
  const signed = { ...ticket, keyId, signature }
  expect(isTicketSignedBy(signed, keyOf(PERIOD))).toBe(false)
  expect(isTicketSignedBy({ ...signed, signature: new Uint8Array(64) }, keyOf(SINGLE))).toBe(false)
  expect(isTicketSignedBy(signed, new Uint8Array(33))).toBe(false)
  // The upper s is as good for mathematics: for us it would be a second spelling.
  const order = secp256k1.Point.CURVE().n
  const upper = order - BigInt(`0x${bytesToHex(signature.slice(32))}`)
  const second = Uint8Array.from([
    ...signature.slice(0, 32),
    ...hexToBytes(upper.toString(16).padStart(64, '0')),
  ])
  expect(isTicketSignedBy({ ...signed, signature: second }, keyOf(SINGLE))).toBe(false)
})

describe('what is no ticket', () => {
  const { ticket, keyId, signature } = SINGLE
  const ENTRIES = [1, hexToBytes(keyId.slice(2)), ticket.terminalId, 0, ticket.validFrom, ticket.validUntil]
  const entries: unknown[] = [...ENTRIES, ticket.receipt, signature]
  const withEntry = (at: number, value: unknown): string =>
    `TPT:${encodeBase45(encode(entries.with(at, value)))}`

  it('the entries are the vector’s', () => expect(withEntry(0, 1)).toBe(SINGLE.text))

  it.each([
    ['a wallet’s answer', SINGLE.text.replace('TPT:', 'TPA:')],
    ['cut off', SINGLE.text.slice(0, -3)],
    ['something behind it', `${SINGLE.text}000`],
    ['another version', withEntry(0, 2)],
    ['a longer key id', withEntry(1, new Uint8Array(9))],
    ['no terminal', withEntry(2, '')],
    ['another kind', withEntry(3, 5)],
    ['half a second', withEntry(4, 1.5)],
    ['an end before its beginning', withEntry(5, ticket.validFrom)],
    ['another receipt', withEntry(6, '7-42')],
    ['a short signature', withEntry(7, new Uint8Array(63))],
    ['nothing', ''],
  ])('is refused: %s', (_what, text) => {
    const read = decodeTicket(text)
    expect(read).toEqual(fail('TICKET_INVALID', read.ok ? '' : read.error.detail))
  })
})
