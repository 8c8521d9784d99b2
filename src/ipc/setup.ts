import type { Language } from '../language.ts'
import type { ConfigProblem } from './maintenance.ts'

/** What a new terminal has to be told; devices find themselves, everything else has a default. */
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
}

export interface SetupState {
  /** True where neither a configuration nor a journal was ever written: `terminal/start` then fails with SETUP_NEEDED. */
  readonly needed: boolean
  /** A name for `terminal.id` that no other terminal has. */
  readonly suggestedId: string
}

/** The first start of a terminal. Anywhere else `propose` is refused with SERVICE_LOCKED. */
export interface SetupChannels {
  'setup/state': { request: undefined; reply: SetupState }
  /** What is wrong with it; where nothing is, the file is written and the program starts anew with it. */
  'setup/propose': { request: SetupProposal; reply: readonly ConfigProblem[] }
}
