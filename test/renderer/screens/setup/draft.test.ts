import { describe, expect, it } from 'vitest'
import {
  type Draft,
  domainOf,
  emptyDraft,
  objectionTo,
  proposalOf,
  rpcUrlsOf,
} from '#renderer/screens/setup/draft.ts'

const ADDRESS = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const draft: Draft = {
  ...emptyDraft,
  shopName: ' Aport Market ',
  terminalId: 'till-7f3a',
  payee: ADDRESS,
  contract: ADDRESS,
  chainId: '8453',
  rpc: 'https://rpc.example.kz',
  servicePin: '2468',
  pinAgain: '2468',
}

describe('a draft of the configuration', () => {
  it.each([
    ['shopName', '', 'setup.wrong.empty'],
    ['till', '0', 'setup.wrong.till'],
    ['till', '1000', 'setup.wrong.till'],
    ['till', '1.5', 'setup.wrong.till'],
    ['payee', '0x12', 'setup.wrong.malformed'],
    ['payee', ADDRESS.replace('aA', 'AA'), 'setup.wrong.mistyped'],
    ['decimals', '19', 'setup.wrong.number'],
    ['chainId', '0', 'setup.wrong.number'],
    ['symbol', 'US DC', 'setup.wrong.symbol'],
    ['rpc', '', 'setup.wrong.url'],
    ['rpc', 'ftp://rpc.example.kz', 'setup.wrong.url'],
    ['spareRpc', 'rpc.example.kz', 'setup.wrong.url'],
    ['servicePin', '123', 'setup.wrong.pin'],
    ['servicePin', '123456789', 'setup.wrong.pin'],
    ['pinAgain', '2469', 'key.differ'],
  ] as const)('objects to %s "%s"', (field, value, objection) => {
    expect(objectionTo(field, { ...draft, [field]: value })).toBe(objection)
  })

  it('takes what may stay empty', () => {
    for (const field of ['shopAddress', 'taxId', 'spareRpc'] as const)
      expect(objectionTo(field, { ...draft, [field]: '' })).toBeNull()
  })

  it('becomes a proposal without the blanks around and without a node that is not there', () => {
    const chosen = { scanner: { id: 'keyboard', what: '' }, display: undefined }
    expect(proposalOf(draft, chosen, 'kk')).toEqual({
      terminal: { id: 'till-7f3a', till: 1 },
      shop: { name: 'Aport Market', address: '', taxId: '' },
      languages: { screen: 'kk', paper: 'kk' },
      asset: { symbol: 'USDC', decimals: 6 },
      domain: { name: 'USD Coin', version: '2', chainId: 8453, verifyingContract: ADDRESS },
      payee: ADDRESS,
      rpcUrls: ['https://rpc.example.kz'],
      servicePin: '2468',
      devices: { scanner: 'keyboard' },
    })
  })

  it('names the nodes that are asked, each once, and the token that they are asked about', () => {
    const spare = { ...draft, spareRpc: ' https://spare.example.org' }
    expect(rpcUrlsOf(spare)).toEqual(['https://rpc.example.kz', 'https://spare.example.org'])
    expect(rpcUrlsOf({ ...draft, spareRpc: draft.rpc })).toEqual(['https://rpc.example.kz'])
    expect(domainOf(draft)).toEqual({
      ...{ name: 'USD Coin', version: '2', chainId: 8453 },
      verifyingContract: ADDRESS.toLowerCase(),
    })
    expect(domainOf({ ...draft, contract: '0x12' })).toBeNull()
  })
})
