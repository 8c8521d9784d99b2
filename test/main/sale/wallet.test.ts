import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { cardOfAnswer } from '#main/sale/wallet.ts'
import { addressOf } from '#src/payment/address.ts'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { encodeAnswer, type PaymentAnswer } from '#src/qr/answer.ts'
import { fail } from '#src/result.ts'
import { addressOfKey, digestByEthers, signDigest, testKey } from '../../fakes/payment.ts'
import { must } from '../../fakes/wires.ts'
import { PAYER, TENGE, USDC_ON_BASE } from '../../vectors/qr.ts'

const { request, requestId, signature, answerText } = USDC_ON_BASE
const take = (change: Partial<PaymentAnswer>) =>
  cardOfAnswer(encodeAnswer({ requestId, from: PAYER, signature, ...change }), request, recoverInJavaScript)

/** The order of the curve, SEC 2, section 2.4.1. */
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
const [r, s, v] = [signature.slice(2, 66), signature.slice(66, 130), signature.slice(130)]

describe('a true answer', () => {
  it('is the payer’s card, which has signed already', async () => {
    const card = must(cardOfAnswer(answerText, request, recoverInJavaScript))
    expect(card.application).toBe('wallet-qr')
    expect(addressOf(card.publicKey)).toBe(PAYER)
    const signed = must(await card.sign(hexToBytes(USDC_ON_BASE.digest)))
    expect(bytesToHex(signed.r) + bytesToHex(signed.s)).toBe(r + s)
  })

  it('signs nothing else', async () => {
    const card = must(cardOfAnswer(answerText, request, recoverInJavaScript))
    expect(await card.sign(hexToBytes(TENGE.digest))).toMatchObject(fail('CARD_ANSWER_INVALID'))
  })
})

describe('an answer that will not do', () => {
  it('is to another request, if only in its amount or its last second', () => {
    const { draft } = request
    for (const other of [
      { ...request, draft: { ...draft, value: 1_500_001n } },
      { ...request, draft: { ...draft, validBefore: draft.validBefore + 1 } },
      { ...request, domain: { ...request.domain, chainId: 1 } },
    ])
      expect(cardOfAnswer(answerText, other, recoverInJavaScript)).toEqual(fail('QR_OTHER_SALE'))
    expect(take({ requestId: TENGE.requestId })).toEqual(fail('QR_OTHER_SALE'))
  })

  it('is signed by another key than it names, or over something else', () => {
    const digest = digestByEthers(request.domain, { ...request.draft, from: PAYER })
    expect(take({ signature: signDigest(digest, testKey(5)) })).toMatchObject(fail('QR_SIGNATURE_INVALID'))
    expect(take({ from: addressOfKey(testKey(5)) })).toMatchObject(fail('QR_SIGNATURE_INVALID'))
    expect(take({ signature: TENGE.signature })).toMatchObject(fail('QR_SIGNATURE_INVALID'))
  })

  it('has the upper s, which the token refuses although it is equally valid', () => {
    const upper = (ORDER - BigInt(`0x${s}`)).toString(16).padStart(64, '0')
    const flipped = v === '1b' ? '1c' : '1b'
    expect(take({ signature: `0x${r}${upper}${flipped}` })).toMatchObject(fail('QR_SIGNATURE_INVALID'))
  })

  it.each(['00', '01', '1a', '1d', 'ff'])('has v %s', (other) => {
    expect(take({ signature: `0x${r}${s}${other}` })).toMatchObject(fail('QR_SIGNATURE_INVALID'))
  })

  it('has the other v', () => {
    expect(take({ signature: `0x${r}${s}${v === '1b' ? '1c' : '1b'}` })).toMatchObject(
      fail('QR_SIGNATURE_INVALID'),
    )
  })

  it.each([
    ['noughts', `${'00'.repeat(64)}1b`],
    ['numbers off the curve', `${'ff'.repeat(64)}1b`],
    ['a nought for s', `${r}${'00'.repeat(32)}1b`],
  ])('is signed with %s', (_what, digits) => {
    expect(take({ signature: `0x${digits}` })).toMatchObject(fail('QR_SIGNATURE_INVALID'))
  })

  it('is no answer at all', () => {
    for (const text of [USDC_ON_BASE.requestText, '4600051000057', ''])
      expect(cardOfAnswer(text, request, recoverInJavaScript)).toMatchObject(fail('QR_INVALID'))
  })
})

it('takes the answer to the request that it is', () => {
  expect(cardOfAnswer(TENGE.answerText, TENGE.request, recoverInJavaScript).ok).toBe(true)
})
