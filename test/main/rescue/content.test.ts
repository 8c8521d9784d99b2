import { createHash } from 'node:crypto'
import { verifyMessage } from 'ethers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accountOf } from '#main/chain/account.ts'
import { readContent, writeContent } from '#main/rescue/content.ts'
import type { AcceptedPayment } from '#src/payment/record.ts'
import { fail, ok } from '#src/result.ts'
import { account, id } from '../../fakes/accepted.ts'
import { hex } from '../../fakes/arbitrary.ts'
import { testKey } from '../../fakes/payment.ts'
import { TERMS } from '../sale/till.ts'
import { GAS, lostContent, lostPayment } from './lost.ts'

const text = writeContent(lostContent(), GAS)
const codeOf = (read: ReturnType<typeof readContent>) => (read.ok ? 'read' : read.error.code)

test('any payments come back as they were', () => {
  const payments = fc.record({
    receiptNumber: fc.integer({ min: 1, max: 999_999 }),
    value: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
    signature: hex(65),
  })
  fc.assert(
    fc.property(
      fc.array(payments, { minLength: 1, maxLength: 5 }),
      fc.string({ maxLength: 60 }),
      (drawn, shop) => {
        const content = lostContent({
          shop,
          payments: drawn.map(({ receiptNumber, value, signature }): AcceptedPayment => {
            const payment = lostPayment(receiptNumber)
            return { ...payment, signature, authorization: { ...payment.authorization, value } }
          }),
          batches: [{ hash: id(7), account: GAS.address, accountNonce: 3, payments: [id(1)] }],
        })
        expect(readContent(writeContent(content, GAS))).toEqual(ok({ ...content, gasAccount: GAS.address }))
      },
    ),
    { numRuns: 20 },
  )
})

test('it is signed by the gas account as wallets sign texts (EIP-191)', () => {
  const [signature = '', json = ''] = text.split('\n')
  const hash = createHash('sha256').update(json).digest('hex')
  const signer = verifyMessage(`Tapsyr rescue file, version 1, SHA-256 ${hash}`, signature)
  expect(signer.toLowerCase()).toBe(GAS.address)
})

test('any character that is another is noticed', () => {
  for (let at = 0; at < text.length; at += 1) {
    const other = text[at] === '1' ? '2' : '1'
    const changed = text.slice(0, at) + other + text.slice(at + 1)
    expect(codeOf(readContent(changed)), `character ${at}`).toBe('RESCUE_FILE_INVALID')
  }
})

test('a text that is cut off or longer is noticed', () => {
  for (const changed of [
    '',
    '\n',
    text.slice(0, -1),
    text.slice(1),
    `${text} `,
    `${text}\n`,
    text.split('\n')[1] ?? '',
  ])
    expect(codeOf(readContent(changed))).toBe('RESCUE_FILE_INVALID')
})

test('a content that names another account than has signed it is refused', () => {
  const other = accountOf(testKey(1))
  const signed = writeContent(lostContent(), { ...GAS, address: other.address })
  expect(readContent(signed)).toEqual(fail('RESCUE_FILE_INVALID', 'not signed by the account that it names'))
})

test.each<[string, Parameters<typeof lostContent>[0]]>([
  ['for another payee than it says', { payments: [lostPayment(1), lostPayment(2, { to: account(0xbad) })] }],
  ['in another token than it says', { domain: { ...TERMS.domain, verifyingContract: account(0xbad) } }],
  ['on another chain than it says', { domain: { ...TERMS.domain, chainId: 1 } }],
])('a content with payments %s is refused', (_what, change) => {
  const signed = writeContent(lostContent(change), GAS)
  expect(readContent(signed)).toMatchObject(fail('RESCUE_FILE_INVALID'))
})

test('a content without payments is none', () => {
  expect(codeOf(readContent(writeContent(lostContent({ payments: [] }), GAS)))).toBe('RESCUE_FILE_INVALID')
})

test('it holds no key and no node’s address', () => {
  const parsed = JSON.parse(text.split('\n')[1] ?? '')
  expect(Object.keys(parsed).sort()).toEqual([
    ...[
      'batches',
      'domain',
      'exportedAt',
      'gasAccount',
      'multicall',
      'payee',
      'payments',
      'shop',
      'terminalId',
    ],
  ])
  expect(text).not.toContain(GAS.privateKey.slice(2))
})
