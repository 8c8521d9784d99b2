import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import qrcode from 'qrcode-generator'
import { describe, expect, it } from 'vitest'
import { decodeAnswer, encodeAnswer } from '#src/qr/answer.ts'
import { decodeBase45, encodeBase45 } from '#src/qr/base45.ts'
import { fail, ok } from '#src/result.ts'
import { PAYER, TENGE, USDC_ON_BASE } from '../../vectors/qr.ts'

describe.each([
  ['USDC on Base', USDC_ON_BASE],
  ['a token with eighteen decimals', TENGE],
])('the answer to a request for %s', (_name, { requestId, signature, answerText, answerCbor }) => {
  it('is written as the vector has it, and read back', () => {
    const answer = { requestId, from: PAYER, signature } as const
    expect(encodeAnswer(answer)).toBe(answerText)
    expect(bytesToHex(decodeBase45(answerText.slice(4)) ?? new Uint8Array())).toBe(answerCbor)
    expect(decodeAnswer(answerText)).toEqual(ok(answer))
  })

  it('fits version 6 with a quarter of it damaged', () => {
    const code = qrcode(6, 'M')
    code.addData(answerText, 'Alphanumeric')
    code.make()
    expect(code.getModuleCount()).toBe(41)
  })
})

describe('an answer', () => {
  const packed = (hex: string) => decodeAnswer(`TPA:${encodeBase45(hexToBytes(hex))}`)
  const [id, from, signature] = ['11'.repeat(8), '22'.repeat(20), '33'.repeat(65)]

  it('is version, id, payer and signature', () => {
    expect(packed(`840148${id}54${from}5841${signature}`)).toEqual(
      ok({ requestId: hexToBytes(id), from: `0x${from}`, signature: `0x${signature}` }),
    )
  })

  it.each([
    ['another version', `840248${id}54${from}5841${signature}`],
    ['a short id', `840147${id.slice(2)}54${from}5841${signature}`],
    ['a long payer', `840148${id}5500${from}5841${signature}`],
    ['the short form of a signature (EIP-2098)', `840148${id}54${from}5840${signature.slice(2)}`],
    ['the signature of a contract wallet', `840148${id}54${from}58c0${'44'.repeat(192)}`],
    ['an entry too few', `830148${id}54${from}`],
    ['an entry too many', `850148${id}54${from}5841${signature}00`],
    ['bytes behind it', `840148${id}54${from}5841${signature}00`],
    ['a length in a longer form', `840148${id}5814${from}5841${signature}`],
  ])('is refused with %s', (_what, hex) => {
    expect(packed(hex)).toMatchObject(fail('QR_INVALID'))
  })

  it('has one spelling: no other text is read as the same answer', () => {
    const { answerText } = USDC_ON_BASE
    const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
    const right = decodeAnswer(answerText)
    fc.assert(
      fc.property(fc.nat(answerText.length - 1), fc.constantFrom(...alphabet), (at, character) => {
        fc.pre(answerText[at] !== character)
        const changed = answerText.slice(0, at) + character + answerText.slice(at + 1)
        expect(decodeAnswer(changed)).not.toEqual(right)
      }),
      { numRuns: 1000 },
    )
  })

  it('is no request, no goods and no web page', () => {
    for (const text of [USDC_ON_BASE.requestText, '4600051000057', 'https://example.kz', ''])
      expect(decodeAnswer(text)).toMatchObject(fail('QR_INVALID'))
  })
})
