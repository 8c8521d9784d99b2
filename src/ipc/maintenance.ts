import type { EndpointHealth } from '../chain/port.ts'
import type { ErrorCode } from '../errors/codes.ts'
import type { Address } from '../payment/address.ts'
import type { SignedIn } from '../staff/person.ts'

export type ServiceName =
  | 'reader'
  | 'printer'
  | 'scanner'
  | 'display'
  | 'network'
  | 'queue'
  | 'journal'
  | 'clock'
  | 'keys'
  | 'storage'

/** One row of the overview. `code` gives reason and next step in words; null when all is well. */
export interface ServiceRow {
  readonly name: ServiceName
  readonly state: 'good' | 'attention' | 'failed' | 'unused'
  readonly code: ErrorCode | null
  /** Since when it is so, ms since the epoch. */
  readonly since: number
  /** What it is: "PN532 1.6, /dev/ttyUSB0", "2 of 3 nodes". Proper names and figures only. */
  readonly what: string
}

export interface Overview {
  readonly terminalId: string
  readonly version: string
  readonly startedAt: number
  readonly services: readonly ServiceRow[]
  /** p95 of today's taps, ms; null before the first. */
  readonly tapMs: number | null
}

export interface DeviceDetail {
  readonly device: 'reader' | 'printer' | 'scanner' | 'display'
  /** Label and value, as the device says: "firmware", "1.6". */
  readonly identity: readonly (readonly [string, string])[]
  /** "opened" 3, "lost" 1, "bytes in" 4711 … since the start. */
  readonly counters: readonly (readonly [string, number])[]
}

/** One chunk on a wire. Secrets (PINs, keys, signatures) are masked in `hex`. */
export interface WireRecord {
  readonly at: number
  readonly device: DeviceDetail['device']
  readonly direction: 'in' | 'out'
  readonly hex: string
}

export type SelfTest =
  | 'card'
  | 'payment-path'
  | 'print'
  | 'drawer'
  | 'display'
  | 'scanner'
  | 'network'
  | 'journal'

/** One step of a self-test; `ms` of its own. A failed one is the last. */
export interface TestStep {
  readonly step: string
  readonly ms: number
  readonly code: ErrorCode | null
  readonly detail: string | null
}

export interface NetworkDetail {
  readonly endpoints: readonly (EndpointHealth & {
    readonly blockNumber: number | null
    readonly chainId: number | null
  })[]
  /** Terminal's clock less the chain's, seconds; null when unknown. */
  readonly drift: number | null
}

export interface StorageDetail {
  readonly freeBytes: number
  readonly journalBytes: number
  readonly segments: number
  readonly databaseBytes: number
}

export interface KeyDetail {
  readonly kind: 'gas' | 'refund'
  readonly address: Address | null
  /** Wei of the gas key, units of the refund wallet; null when unknown. */
  readonly balance: bigint | null
  readonly protectedBy: 'keyring' | 'passphrase' | 'test'
}

export interface Fault {
  readonly at: number
  readonly code: ErrorCode
  readonly where: string
  readonly detail: string | null
}

/** What would change: one line per path of the file. */
export interface ConfigDifference {
  readonly path: string
  readonly before: string | null
  readonly after: string | null
}

export interface ConfigCandidate {
  /** Handle for `apply`. */
  readonly id: string
  readonly fileName: string
  readonly problems: readonly string[]
  readonly differences: readonly ConfigDifference[]
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export interface LogRecord {
  readonly at: number
  readonly level: LogLevel
  readonly text: string
}

/** All of it but `unlock` is refused with SERVICE_LOCKED until somebody with the right has signed in for service. */
export interface MaintenanceChannels {
  /** By the PIN of somebody with the right `service`; STAFF_PIN_WRONG, STAFF_LOCKED. */
  'service/unlock': { request: { readonly pin: string }; reply: SignedIn }
  /** By a service card, which signs a challenge. */
  'service/unlock-by-card': { request: undefined; reply: SignedIn }
  'service/stop-waiting': { request: undefined; reply: undefined }
  'service/leave': { request: undefined; reply: undefined }

  'service/overview': { request: undefined; reply: Overview }
  'service/device': { request: { readonly device: DeviceDetail['device'] }; reply: DeviceDetail }
  'service/wire': { request: { readonly after: number }; reply: readonly WireRecord[] }
  /** Steps also come as events while it runs. */
  'service/test': { request: { readonly test: SelfTest }; reply: readonly TestStep[] }
  'service/network': { request: undefined; reply: NetworkDetail }
  'service/storage': { request: undefined; reply: StorageDetail }
  'service/keys': { request: undefined; reply: readonly KeyDetail[] }
  /** Moves to a new gas key; what the old one has on its way goes on. Needs the PIN again. */
  'service/rotate-gas-key': {
    request: { readonly pin: string; readonly passphrase?: string | undefined }
    reply: KeyDetail
  }
  /** Encrypted under the passphrase, to a file that the person chooses; null when they chose none. */
  'service/back-up-keys': {
    request: { readonly pin: string; readonly passphrase: string }
    reply: string | null
  }
  'service/faults': { request: undefined; reply: readonly Fault[] }
  'service/log': { request: { readonly after: number }; reply: readonly LogRecord[] }
  'service/log-level': { request: { readonly level: LogLevel }; reply: undefined }
  /** The file as it is, secrets masked. */
  'service/config': { request: undefined; reply: string }
  /** Asks the person for a file and looks at it; applies nothing. Null when they chose none. */
  'service/load-config': { request: undefined; reply: ConfigCandidate | null }
  /** Writes it, keeps the one before for `roll-back`, and restarts. */
  'service/apply-config': { request: { readonly id: string; readonly pin: string }; reply: undefined }
  'service/roll-back-config': { request: { readonly pin: string }; reply: undefined }
  /** Name of the file that was written; null when the person chose none. */
  'service/export-diagnostics': { request: undefined; reply: string | null }
  'service/restart': { request: { readonly pin: string }; reply: undefined }
  /** Waits for what is being written, then ends the program. */
  'service/shut-down': { request: { readonly pin: string }; reply: undefined }
}

export interface MaintenanceEvents {
  'service/test-step': { readonly test: SelfTest; readonly step: TestStep }
}
