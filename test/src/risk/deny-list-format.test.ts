import { hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { recoverInJavaScript } from '#src/payment/signature.ts'
import { signerOf } from '#src/payment/signer.ts'
import { cardSetOf, NO_CARDS } from '#src/risk/card-set.ts'
import { denyListDigest, encodeDenyList, readDenyLists } from '#src/risk/deny-list-format.ts'
import { account } from '../../fakes/accepted.ts'
import { hex } from '../../fakes/arbitrary.ts'
import { denyListDigestByEthers } from '../../fakes/deny-list.ts'
import { must } from '../../fakes/wires.ts'

const SIGNATURE = new Uint8Array(65).fill(0x5a)
const uint32 = (min: number) => fc.integer({ min, max: 2 ** 32 - 1 })
const cards = fc.array(hex(20), { maxLength: 20 }).map(cardSetOf)
const contents = fc.oneof(
  fc.record({
    ...{ version: uint32(1000), base: fc.integer({ min: 1, max: 999 }), issuedAt: uint32(0) },
    ...{ added: cards, removed: cards },
  }),
  fc.record({ version: uint32(1), issuedAt: uint32(0), added: cards }).map((full) => ({
    ...full,
    base: 0,
    removed: NO_CARDS,
  })),
)

it('has the digest that ethers gives, and comes back as it went', () => {
  fc.assert(
    fc.property(contents, (content) => {
      expect(denyListDigest(content)).toEqual(denyListDigestByEthers(content))
      const bytes = encodeDenyList(content, SIGNATURE)
      expect(must(readDenyLists(bytes))).toEqual([{ content, signature: SIGNATURE, bytes }])
    }),
  )
})

it('lies in a file as docs/deny-list.md says', () => {
  const content = {
    version: 258,
    base: 257,
    issuedAt: 1_795_737_600,
    added: cardSetOf([account(0xab)]),
    removed: NO_CARDS,
  }
  expect(encodeDenyList(content, SIGNATURE)).toEqual(
    hexToBytes(
      `544401 00000102 00000101 6b08c800 00000001 00000000 ${account(0xab).slice(2)} ${'5a'.repeat(65)}`.replaceAll(
        ' ',
        '',
      ),
    ),
  )
})

it('has the digest and the signer of the vector', () => {
  const [one, two] = ['7e5f4552091a69125d5dfcb7b8c2659029395bdf', '2b5ad5c4795c026514f8317c7a215e218dccd6cf']
  const content = {
    ...{ version: 2, base: 1, issuedAt: 1_795_737_600 },
    ...{ added: hexToBytes(one), removed: hexToBytes(two) },
  }
  const digest = hexToBytes('0f96e223fdc5b5ac69008ed8ac01d798bbd058bc8e9cefba02d6e7e72f42450d')
  const signature = hexToBytes(
    '37e4c5ffe1d80a6345523820a2c9da946040f31e1aab0d8ac0dc6a45b444d3ef44ddba632cf4484adf80c8933eb530e48c8ac48a9e75605e27af2212157a07011c',
  )
  expect(denyListDigest(content)).toEqual(digest)
  expect(signerOf(digest, signature, recoverInJavaScript)).toBe(`0x${two}`)
})

it('reads lists one behind the other, and nothing that is cut off or out of order', () => {
  fc.assert(
    fc.property(contents, contents, fc.nat(), (first, second, cut) => {
      const [a, b] = [encodeDenyList(first, SIGNATURE), encodeDenyList(second, SIGNATURE)]
      expect(must(readDenyLists(Uint8Array.of(...a, ...b))).map(({ content }) => content)).toEqual([
        first,
        second,
      ])
      expect(readDenyLists(a.slice(0, cut % a.length)).ok).toBe(false)
    }),
  )
  const [one, two] = [cardSetOf([account(1)]), cardSetOf([account(2)])]
  const full = { version: 1, base: 0, issuedAt: 0, added: one, removed: NO_CARDS }
  for (const wrong of [
    { ...full, added: Uint8Array.of(...two, ...one) },
    { ...full, removed: two },
    { ...full, version: 0 },
    { ...full, version: 3, base: 3 },
  ])
    expect(readDenyLists(encodeDenyList(wrong, SIGNATURE)).ok).toBe(false)
})

it('takes any bytes', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => readDenyLists(bytes).ok === false))
})
