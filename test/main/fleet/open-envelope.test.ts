import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { publicKeyText } from '#main/crypto/ed25519.ts'
import { openEnvelope } from '#main/fleet/open-envelope.ts'
import { envelopeText } from '#src/fleet/envelope.ts'

const [old, next, stranger] = [1, 2, 3].map(() => generateKeyPairSync('ed25519').privateKey) as [
  KeyObject,
  KeyObject,
  KeyObject,
]
const KEYS = [publicKeyText(old), publicKeyText(next)]
const by = (key: KeyObject, content: string): string =>
  sign(null, Buffer.from(content), key).toString('base64')
const CONTENT = '{"kind":"tapsyr-rate","shop":"Дүкен"}'

test('what one of the keys has signed is opened, whichever signature is the right one', () => {
  const text = envelopeText(CONTENT, ['nonsense', by(stranger, CONTENT), by(next, CONTENT)])
  expect(openEnvelope(text, KEYS)).toEqual({
    ok: true,
    value: { key: publicKeyText(next), json: { kind: 'tapsyr-rate', shop: 'Дүкен' } },
  })
})

test('a changed letter, a key of nobody, and no key at all open nothing', () => {
  const refused = { ok: false, error: { code: 'FLEET_SIGNATURE_INVALID' } }
  const signature = by(old, CONTENT)
  expect(openEnvelope(envelopeText(CONTENT.replace('rate', 'Rate'), [signature]), KEYS)).toMatchObject(
    refused,
  )
  expect(openEnvelope(envelopeText(CONTENT, [by(stranger, CONTENT)]), KEYS)).toMatchObject(refused)
  expect(openEnvelope(envelopeText(CONTENT, [signature]), [])).toMatchObject(refused)
})

test('what is no JSON is told from what is not signed', () => {
  const invalid = { ok: false, error: { code: 'FLEET_ORDER_INVALID' } }
  expect(openEnvelope(envelopeText('{]', [by(old, '{]')]), KEYS)).toMatchObject(invalid)
  expect(openEnvelope('no envelope', KEYS)).toMatchObject(invalid)
})
