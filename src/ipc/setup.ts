import type { ErrorCode } from '../errors/codes.ts'
import type { Language } from '../language.ts'
import type { TokenDomain } from '../payment/authorization.ts'
import type { ConfigProblem, DeviceDetail, NetworkDetail } from './maintenance.ts'

export const DEVICE_KINDS = ['reader', 'printer', 'scanner', 'display'] as const
export type DeviceKind = DeviceDetail['device']

/** Ids of what `setup/devices` has shown; a device that is not named finds itself, or stays away. */
export type DeviceChoices = Readonly<Partial<Record<DeviceKind, string | undefined>>>

/** What a new terminal has to be told; everything else has a default. */
export interface SetupProposal {
  readonly terminal: { readonly id: string; readonly till: number }
  readonly shop: { readonly name: string; readonly address: string; readonly taxId: string }
  readonly languages: { readonly screen: Language; readonly paper: Language }
  readonly asset: { readonly symbol: string; readonly decimals: number }
  /** The token's EIP-712 domain, as its contract has it. */
  readonly domain: {
    readonly name: string
    readonly version: string
    readonly chainId: number
    readonly verifyingContract: string
  }
  readonly payee: string
  readonly rpcUrls: readonly string[]
  /** Opens maintenance from now on: 4 to 8 digits. */
  readonly servicePin: string
  readonly devices?: DeviceChoices | undefined
}

/** A node, asked just now for its chain, its latest block and our token. */
export type NodeCheck = NetworkDetail['endpoints'][number] & {
  /** Terminal's clock less the block's time, seconds; null when unknown. */
  readonly blockAge: number | null
}

/** Something that a device can be chosen to be. */
export interface DeviceOption {
  readonly device: DeviceKind
  /** "pn532 1-1.2:1.0"; `keyboard`, `none` and `screen` are what they say, and have no `what`. */
  readonly id: string
  /** "PN532 reader at /dev/ttyUSB0, USB 1-1.2:1.0". Proper names only. */
  readonly what: string
  /** `untold`: there is nobody to ask, as with a pole display. `failed`: `code` says why. */
  readonly state: 'answers' | 'failed' | 'untold'
  readonly code: ErrorCode | null
}

export interface SetupState {
  /** True where neither a configuration nor a journal was ever written: `terminal/start` then fails with SETUP_NEEDED. */
  readonly needed: boolean
  /** A name for `terminal.id` that no other terminal has. */
  readonly suggestedId: string
}

/** The first start of a terminal. Anywhere else all but `state` is refused with SERVICE_LOCKED. */
export interface SetupChannels {
  'setup/state': { request: undefined; reply: SetupState }
  /** One answer for each address, in their order, after five seconds at most. */
  'setup/check-nodes': {
    request: { readonly domain: TokenDomain; readonly rpcUrls: readonly string[] }
    reply: readonly NodeCheck[]
  }
  /** What is plugged in now, tried out once while it is there; and what needs no finding. */
  'setup/devices': { request: undefined; reply: readonly DeviceOption[] }
  /** What is wrong with it; where nothing is, the file is written and the program starts anew with it. */
  'setup/propose': { request: SetupProposal; reply: readonly ConfigProblem[] }
}
