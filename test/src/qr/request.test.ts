import { readFileSync } from 'node:fs'
import { bytesToHex } from '@noble/hashes/utils.js'
import { encode } from 'cborg'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { authorizationDigest } from '#src/payment/authorization.ts'
import { decodeBase45, encodeBase45 } from '#src/qr/base45.ts'
import { decodeRequest, encodeRequest, type PaymentRequest, requestId } from '#src/qr/request.ts'
import { fail, ok } from '#src/result.ts'
import { digestByEthers } from '../../fakes/payment.ts'
import { PAYER, TENGE, USDC_ON_BASE } from '../../vectors/qr.ts'

const hexOf = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((b): `0x${string}` => `0x${bytesToHex(b)}`)
const seconds = fc.integer({ min: 0, max: 2 ** 40 })

const request: fc.Arbitrary<PaymentRequest> = fc.record({
  domain: fc.record({
    name: fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
    version: fc.string({ minLength: 1, maxLength: 5 }),
    chainId: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    verifyingContract: hexOf(20),
  }),
  draft: fc.record({
    to: hexOf(20),
    value: fc.bigInt({ min: 1n, max: (1n << 256n) - 1n }),
    validAfter: seconds,
    validBefore: seconds,
    nonce: hexOf(32),
  }),
  asset: fc.record({ symbol: fc.constantFrom('USDC', 'USD₮0', 'KZTC'), decimals: fc.nat(18) }),
  shop: fc.string({ maxLength: 20, unit: 'grapheme' }),
})

/** The vector's entries with one of them changed, packed as the vector is. */
function withEntry(at: number, value: unknown): string {
  const { domain, draft, asset, shop } = USDC_ON_BASE.request
  const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.slice(2), 'hex'))
  const entries: unknown[] = [1, domain.chainId, bytes(domain.verifyingContract), domain.name, domain.version]
  entries.push(bytes(draft.to), Uint8Array.of(0x16, 0xe3, 0x60), 0, draft.validBefore, bytes(draft.nonce))
  entries.push(asset.symbol, asset.decimals, shop)
  return `TPQ:${encodeBase45(encode(entries.with(at, value)))}`
}

describe.each([
  ['USDC on Base', USDC_ON_BASE],
  ['a token with eighteen decimals', TENGE],
])('the request for %s', (_name, vector) => {
  it('is written as the vector has it', () => {
    expect(encodeRequest(vector.request)).toBe(vector.requestText)
    expect(bytesToHex(decodeBase45(vector.requestText.slice(4)) ?? new Uint8Array())).toBe(vector.requestCbor)
    expect(requestId(vector.request)).toEqual(vector.requestId)
  })

  it('is read back, and tells a wallet all that the digest needs', () => {
    expect(decodeRequest(vector.requestText)).toEqual(ok(vector.request))
    const authorization = { ...vector.request.draft, from: PAYER } as const
    expect(bytesToHex(digestByEthers(vector.request.domain, authorization))).toBe(vector.digest)
    expect(bytesToHex(authorizationDigest(vector.request.domain, authorization))).toBe(vector.digest)
  })
})

it('has its vector in the document for wallets as it is here', () => {
  const document = readFileSync('docs/qr-payment.md', 'utf8')
  const { requestText, requestCbor, answerText, answerCbor, digest } = USDC_ON_BASE
  for (const text of [requestText, answerText, digest]) expect(document).toContain(`${text}\n`)
  const lines = document.replaceAll('\n', '')
  for (const bytes of [requestCbor, answerCbor]) expect(lines).toContain(bytes)
})

describe('a request', () => {
  it('comes back as it was, whatever is in it', () => {
    fc.assert(
      fc.property(request, (any) => {
        expect(decodeRequest(encodeRequest(any))).toEqual(ok(any))
      }),
    )
  })

  it('has another id when anything in it is another', () => {
    const { domain, draft, asset } = USDC_ON_BASE.request
    const others: PaymentRequest[] = [
      { ...USDC_ON_BASE.request, draft: { ...draft, value: draft.value + 1n } },
      { ...USDC_ON_BASE.request, draft: { ...draft, validBefore: draft.validBefore + 1 } },
      { ...USDC_ON_BASE.request, domain: { ...domain, chainId: 1 } },
      { ...USDC_ON_BASE.request, asset: { ...asset, decimals: 2 } },
      { ...USDC_ON_BASE.request, shop: 'Aport' },
    ]
    const ids = [USDC_ON_BASE.request, ...others].map((each) => bytesToHex(requestId(each)))
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('is the vector again when an entry is changed for itself', () => {
    expect(withEntry(11, 6)).toBe(USDC_ON_BASE.requestText)
  })

  it.each<[string, number, unknown]>([
    ['a chain id of nought', 1, 0],
    ['a chain id beyond exact numbers', 1, 2n ** 60n],
    ['a token of 19 bytes', 2, new Uint8Array(19)],
    ['a token as text', 2, '0x833589fcd6edb6e08f4c7c32d4f71b54bda02913'],
    ['a token without a name', 3, ''],
    ['a payee of 21 bytes', 5, new Uint8Array(21)],
    ['no amount', 6, new Uint8Array()],
    ['an amount of nought', 6, Uint8Array.of(0)],
    ['an amount with a leading zero', 6, Uint8Array.of(0, 1)],
    ['an amount above 32 bytes', 6, new Uint8Array(33).fill(1)],
    ['an amount as a number', 6, 1_500_000],
    ['a time before 1970', 8, -1],
    ['a nonce of 31 bytes', 9, new Uint8Array(31)],
    ['a symbol with markup', 10, '<b>'],
    ['more decimals than any amount is shown with', 11, 19],
    ['a shop without end', 12, 'x'.repeat(61)],
  ])('is refused with %s', (_what, at, value) => {
    expect(decodeRequest(withEntry(at, value))).toMatchObject(fail('QR_INVALID'))
  })

  it('is refused with an entry too few or too many, and when it is an answer', () => {
    for (const entries of [[], [1], [1, 8453, 'x'], Array(14).fill(1)])
      expect(decodeRequest(`TPQ:${encodeBase45(encode(entries))}`)).toMatchObject(fail('QR_INVALID'))
    expect(decodeRequest(USDC_ON_BASE.answerText)).toMatchObject(fail('QR_INVALID'))
  })
})
