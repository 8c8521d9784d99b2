import { DEVICE_KINDS, type DeviceChoices, type DeviceKind, type SetupProposal } from '#src/ipc/setup.ts'
import type { Language } from '#src/language.ts'
import type { TokenDomain } from '#src/payment/authorization.ts'
import type { PlainKey } from '../../i18n/table.ts'
import { checkAddress } from './address-check.ts'

/** Step by step; the language, which is chosen first, the devices and the summary have no fields. */
export const FIELDS = {
  language: [],
  shop: ['shopName', 'shopAddress', 'taxId', 'terminalId', 'till'],
  payee: ['payee'],
  token: ['symbol', 'decimals', 'tokenName', 'tokenVersion', 'contract'],
  network: ['chainId', 'rpc', 'spareRpc'],
  devices: [],
  pin: ['servicePin', 'pinAgain'],
  summary: [],
} as const

export type Step = keyof typeof FIELDS
export type Field = (typeof FIELDS)[Step][number]
export const STEPS = [
  ...(['language', 'shop', 'payee', 'token'] as const),
  ...(['network', 'devices', 'pin', 'summary'] as const),
] as const

/** A device that was chosen, and how it was called. */
export interface Chosen {
  readonly id: string
  readonly what: string
}
/** Those that are not left to find themselves. */
export type ChosenDevices = Readonly<Partial<Record<DeviceKind, Chosen | undefined>>>

/** Everything as it was typed. */
export type Draft = Readonly<Record<Field, string>>

export const emptyDraft: Draft = {
  shopName: '',
  shopAddress: '',
  taxId: '',
  terminalId: '',
  till: '1',
  payee: '',
  symbol: 'USDC',
  decimals: '6',
  tokenName: 'USD Coin',
  tokenVersion: '2',
  contract: '',
  chainId: '',
  rpc: '',
  spareRpc: '',
  servicePin: '',
  pinAgain: '',
}

/** What is wrong with a field before main has seen it; null when nothing is. */
export function objectionTo(field: Field, draft: Draft): PlainKey | null {
  const text = draft[field].trim()
  switch (field) {
    case 'shopAddress':
    case 'taxId':
      return null
    case 'spareRpc':
      return text === '' || isUrl(text) ? null : 'setup.wrong.url'
    case 'rpc':
      return isUrl(text) ? null : 'setup.wrong.url'
    case 'payee':
    case 'contract':
      return addressObjection(text)
    case 'till':
      return isWhole(text, 1, 999) ? null : 'setup.wrong.till'
    case 'decimals':
      return isWhole(text, 0, 18) ? null : 'setup.wrong.number'
    case 'symbol':
      return /^[A-Za-z0-9.₮₸-]{1,12}$/.test(text) ? null : 'setup.wrong.symbol'
    case 'chainId':
      return isWhole(text, 1, Number.MAX_SAFE_INTEGER) ? null : 'setup.wrong.number'
    case 'servicePin':
      return /^\d{4,8}$/.test(text) ? null : 'setup.wrong.pin'
    case 'pinAgain':
      return draft.pinAgain === draft.servicePin ? null : 'key.differ'
    default:
      return text === '' ? 'setup.wrong.empty' : null
  }
}

function addressObjection(text: string): PlainKey | null {
  const { kind } = checkAddress(text)
  return kind === 'good' ? null : `setup.wrong.${kind}`
}

const isUrl = (text: string): boolean => /^https?:\/\/\S+$/.test(text) && URL.canParse(text)

const isWhole = (text: string, least: number, most: number): boolean =>
  /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most

/** The nodes that were typed. */
export const rpcUrlsOf = ({ rpc, spareRpc }: Draft): string[] =>
  [...new Set([rpc, spareRpc].map((url) => url.trim()))].filter((url) => url !== '')

/** The token that the nodes are asked about; null while its contract's address is none. */
export function domainOf(draft: Draft): TokenDomain | null {
  const contract = checkAddress(draft.contract)
  if (contract.kind !== 'good') return null
  return {
    name: draft.tokenName.trim(),
    version: draft.tokenVersion.trim(),
    chainId: Number(draft.chainId),
    verifyingContract: contract.address,
  }
}

const idsOf = (devices: ChosenDevices): DeviceChoices =>
  Object.fromEntries(
    DEVICE_KINDS.flatMap((device) => {
      const chosen = devices[device]
      return chosen ? [[device, chosen.id]] : []
    }),
  )

/** What main is asked to write. */
export function proposalOf(draft: Draft, devices: ChosenDevices, language: Language): SetupProposal {
  const said = (field: Field) => draft[field].trim()
  return {
    terminal: { id: said('terminalId'), till: Number(said('till')) },
    shop: { name: said('shopName'), address: said('shopAddress'), taxId: said('taxId') },
    languages: { screen: language, paper: language },
    asset: { symbol: said('symbol'), decimals: Number(said('decimals')) },
    domain: {
      name: said('tokenName'),
      version: said('tokenVersion'),
      chainId: Number(said('chainId')),
      verifyingContract: said('contract'),
    },
    payee: said('payee'),
    rpcUrls: rpcUrlsOf(draft),
    servicePin: said('servicePin'),
    devices: idsOf(devices),
  }
}
