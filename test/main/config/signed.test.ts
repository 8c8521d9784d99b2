import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkSigned, type SigningTerms } from '#main/config/signed.ts'
import { fail, ok } from '#src/result.ts'
import { anOperator } from '../../fakes/operator.ts'

const operator = anOperator()
const stranger = anOperator()
const terms: SigningTerms = { keys: [operator.publicKey], terminal: 'apple-1', version: 7 }
const text = (signed: unknown, more: object = { terminal: { id: 'apple-1' } }): string =>
  JSON.stringify({ signed, ...more })
const GOOD = text({ version: 7 })

const check = (content: string, signatures: string | null, changes: Partial<SigningTerms> = {}) =>
  checkSigned({ content: Buffer.from(content), signatures }, { ...terms, ...changes })
const signed = (content: string, changes: Partial<SigningTerms> = {}) =>
  check(content, operator.sign(content), changes)

describe('a signature', () => {
  it('of RFC 8032, section 7.1, is a right one: what it is over is no configuration', () => {
    // Test 3; over the two bytes af82, which nobody could take for JSON.
    const key = Buffer.from('fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025', 'hex')
    const signature = Buffer.from(
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
      'hex',
    )
    const of = (content: string) =>
      checkSigned(
        { content: Buffer.from(content, 'hex'), signatures: signature.toString('base64') },
        { ...terms, keys: [key.toString('base64')] },
      )
    expect(of('af82')).toMatchObject(fail('CONFIG_INVALID'))
    expect(of('af83')).toMatchObject(fail('CONFIG_SIGNATURE_INVALID'))
  })

  it('by the operator makes it count, and says by which key', () => {
    expect(signed(GOOD)).toEqual(
      ok({
        key: operator.publicKey,
        version: 7,
        json: { signed: { version: 7 }, terminal: { id: 'apple-1' } },
      }),
    )
  })

  it('that is not there, or no signature, is not taken for one', () => {
    expect(check(GOOD, null)).toEqual(fail('CONFIG_UNSIGNED'))
    for (const junk of ['', '\n', operator.publicKey, operator.sign(GOOD).slice(4)])
      expect(check(GOOD, junk)).toMatchObject(fail('CONFIG_SIGNATURE_INVALID'))
  })

  it('by another key counts for nothing, and by the next one where both are named', () => {
    expect(check(GOOD, stranger.sign(GOOD))).toMatchObject(fail('CONFIG_SIGNATURE_INVALID'))
    const both = { keys: [operator.publicKey, stranger.publicKey] }
    expect(check(GOOD, stranger.sign(GOOD), both)).toMatchObject(ok({ key: stranger.publicKey }))
  })

  it('does not stand for bytes of which any is another', () => {
    const bytes = Buffer.from(GOOD)
    const signatures = operator.sign(GOOD)
    for (const at of bytes.keys()) {
      const altered = Buffer.from(bytes)
      altered.writeUInt8((altered[at] ?? 0) ^ 1, at)
      expect(checkSigned({ content: altered, signatures }, terms)).toMatchObject(
        fail('CONFIG_SIGNATURE_INVALID'),
      )
    }
    expect(check(`${GOOD} `, signatures)).toMatchObject(fail('CONFIG_SIGNATURE_INVALID'))
  })

  it('may lie beside another one, as it does while files are exchanged', () => {
    const other = operator.sign('what was there before')
    expect(check(GOOD, `${other}${operator.sign(GOOD)}`)).toMatchObject(ok({ version: 7 }))
    expect(check(GOOD, `${operator.sign(GOOD)}\r\n${other}`)).toMatchObject(ok({ version: 7 }))
    // Whoever fills the file with thousands of lines gets none of them tried.
    expect(check(GOOD, other.repeat(8) + operator.sign(GOOD))).toMatchObject(fail('CONFIG_SIGNATURE_INVALID'))
  })
})

describe('a version', () => {
  it('counts again, and a newer one, and none before it', () => {
    expect(signed(text({ version: 8 }))).toMatchObject(ok({ version: 8 }))
    expect(signed(text({ version: 6 }))).toEqual(fail('CONFIG_OLDER', 'version 6, and 7 has worked here'))
  })

  it.each([
    [undefined],
    [{}],
    [{ version: 0 }],
    [{ version: 1.5 }],
    [{ version: '8' }],
    [{ version: 8, by: 'me' }],
  ])('as in %j is none', (said) => {
    expect(signed(text(said))).toMatchObject(fail('CONFIG_INVALID'))
  })
})

describe('whom it is for', () => {
  const other = fail('CONFIG_OTHER_TERMINAL')

  it('is the terminal that it names', () => {
    expect(signed(GOOD, { terminal: 'pear-1' })).toMatchObject(other)
    expect(signed(GOOD, { terminal: null })).toMatchObject(ok({ version: 7 }))
  })

  it('are those of the list, by what they are called now, where there is one', () => {
    const renames = text({ version: 7, terminals: ['apple-1', 'apple-2'] }, { terminal: { id: 'apple-2' } })
    expect(signed(renames)).toMatchObject(ok({ version: 7 }))
    expect(signed(renames, { terminal: 'apple-2' })).toMatchObject(ok({ version: 7 }))
    expect(signed(renames, { terminal: 'pear-1' })).toMatchObject(other)
    expect(signed(text({ version: 7, terminals: ['pear-1'] }))).toMatchObject(other)
  })

  it('is everybody for a part of a configuration that names nobody', () => {
    expect(signed(text({ version: 7 }, { prices: { currency: 'KZT' } }))).toMatchObject(
      ok({ json: { prices: { currency: 'KZT' } } }),
    )
  })
})

it('takes the example of the documents, once it has a version', () => {
  const example = readFileSync(new URL('../../../docs/examples/counter.json', import.meta.url), 'utf8')
  const json = JSON.parse(example)
  const content = JSON.stringify({ ...json, signed: { version: 1 } }, null, 2)
  expect(signed(content, { terminal: json.terminal.id, version: 0 })).toMatchObject(ok({ version: 1 }))
})
