import fc from 'fast-check'
import { expect, test } from 'vitest'
import { envelopeText, readEnvelope } from '#src/fleet/envelope.ts'

test('an envelope carries its content to the letter, and its signatures', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 2 }),
      fc.array(fc.string(), { minLength: 1, maxLength: 8 }),
      (content, signatures) => {
        expect(readEnvelope(envelopeText(content, signatures))).toEqual({
          ok: true,
          value: { v: 1, content, signatures },
        })
      },
    ),
  )
})

test.each([
  'no JSON',
  '{"v":2,"content":"{}","signatures":["a"]}',
  '{"v":1,"content":"{}","signatures":[]}',
  '{"v":1,"content":{},"signatures":["a"]}',
  '{"v":1,"content":"{}","signatures":["a"],"more":1}',
  `{"v":1,"content":"{}","signatures":${JSON.stringify(Array(9).fill('a'))}}`,
])('%s is none', (text) => {
  expect(readEnvelope(text)).toMatchObject({ ok: false, error: { code: 'FLEET_ORDER_INVALID' } })
})
