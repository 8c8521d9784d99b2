import { bytesToHex } from '@noble/hashes/utils.js'
import { TypedDataEncoder } from 'ethers'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { domainSeparator } from '#src/payment/authorization.ts'
import { addressWord, structHash, textHash, typedDigest, word } from '#src/payment/eip712.ts'
import { hex } from '../../fakes/arbitrary.ts'
import { MAIL } from '../../vectors/eip712.ts'

const TYPES = {
  Note: [
    { name: 'to', type: 'address' },
    { name: 'number', type: 'uint256' },
    { name: 'text', type: 'string' },
  ],
}
const NOTE = textHash('Note(address to,uint256 number,string text)')

it('hashes and signs any struct as ethers does', () => {
  const text = fc.string({ unit: 'grapheme' })
  fc.assert(
    fc.property(hex(20), fc.bigInt(0n, 2n ** 256n - 1n), text, (to, number, text) => {
      const struct = structHash(NOTE, addressWord(to), word(number), textHash(text))
      const digest = typedDigest(domainSeparator(MAIL.domain), struct)
      expect(`0x${bytesToHex(digest)}`).toBe(TypedDataEncoder.hash(MAIL.domain, TYPES, { to, number, text }))
    }),
  )
})
