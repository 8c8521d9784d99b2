import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hasSigned, publicKeyText, signatureFile } from '#main/crypto/ed25519.ts'

/** RFC 8032, section 7.1, tests 1 to 3: public key, message and signature in hexadecimal. */
const VECTORS = [
  [
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
] as const

const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64')

describe.each<readonly [string, string, string]>(VECTORS)('the key %s', (key, message, signature) => {
  const asked = (text: string, content = message) => hasSigned(base64(key), Buffer.from(content, 'hex'), text)

  it('has signed its message, with or without the end of the line', () => {
    expect(asked(base64(signature))).toBe(true)
    expect(asked(`${base64(signature)}\n`)).toBe(true)
  })

  it('has signed no other message, and nobody else has signed this one', () => {
    expect(asked(base64(signature), `${message}00`)).toBe(false)
    const others = VECTORS.filter(([other]) => other !== key)
    for (const [other] of others)
      expect(hasSigned(base64(other), Buffer.from(message, 'hex'), base64(signature))).toBe(false)
  })

  it('is not spoken for by what is no signature', () => {
    for (const text of ['', base64(signature).repeat(2), base64(signature.slice(2)), `x${base64(signature)}`])
      expect(asked(text)).toBe(false)
  })
})

it('what a key signs here it has signed', () => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const content = Buffer.from('of the operator')
  const text = signatureFile(content, privateKey)
  expect(text).toMatch(/^[A-Za-z0-9+/]{86}==\n$/)
  expect(hasSigned(publicKeyText(privateKey), content, text)).toBe(true)
  expect(hasSigned(publicKeyText(privateKey), Buffer.from('of the operators'), text)).toBe(false)
})
