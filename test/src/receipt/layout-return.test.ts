import { expect, test } from 'vitest'
import { LANGUAGES } from '#src/language.ts'
import { layOut } from '#src/receipt/layout.ts'
import type { Receipt } from '#src/receipt/model.ts'
import { account, id } from '../../fakes/accepted.ts'

const RETURN: Receipt = {
  language: 'en',
  shop: { name: 'Aport Market', address: '10 Kabanbay Batyr St', taxId: '123456789012' },
  till: '7',
  number: '007-000012',
  acceptedAt: 1_700_000_000_000,
  utcOffsetMinutes: 300,
  amount: { units: 400_000n, asset: { symbol: 'USDC', decimals: 6 } },
  title: 'return',
  returns: '007-000003',
  payer: account(0xabc),
  state: { kind: 'goesBack' },
  proof: { chainId: 8453, token: account(1), payer: account(2), nonce: id(3) },
  copy: false,
}

const textOf = (receipt: Receipt): string =>
  layOut(receipt, 48)
    .flatMap((line) => (line.kind === 'text' ? line.text : []))
    .join('\n')

test('a return says what it is, of which receipt, to whom, and when the money comes', () => {
  const text = textOf(RETURN)
  expect(text).toContain('RETURN')
  expect(text).toMatch(/Of receipt No\. +007-000003/)
  expect(text).toMatch(/Paid to +0x/)
  expect(text).toContain('once the terminal is online')
  expect(textOf({ ...RETURN, state: { kind: 'goneBack' } })).toContain('The money is back on the card.')
})

test.each(LANGUAGES)('a void slip in %s says that nothing is charged, and is no sale', (language) => {
  const sale = textOf({
    ...RETURN,
    language,
    title: undefined,
    returns: undefined,
    state: { kind: 'settled' },
  })
  for (const kind of ['voided', 'cancelled'] as const) {
    const slip = textOf({ ...RETURN, language, title: 'void', returns: undefined, state: { kind } })
    expect(slip.split('\n').length).toBeGreaterThan(sale.split('\n').length)
    expect(slip).not.toBe(sale)
  }
})
