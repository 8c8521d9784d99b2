import type { EndpointHealth } from '../chain/port.ts'
import type { ErrorCode } from '../errors/codes.ts'
import type { Level } from '../fleet/layer.ts'
import type { Address } from '../payment/address.ts'
import type { Failure } from '../result.ts'
import type { RiskState } from '../risk/why.ts'
import type { SignedIn } from '../staff/person.ts'
import type { UpdateState } from '../update/state.ts'

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
  | 'program'
  | 'updates'

/** What the terminal mends by itself. */
export const RECOVERY_KINDS = [
  'page', // the screen's process died
  'hung', // the screen did not answer
  'memory', // the screen ran out of memory
  'gpu', // Chromium's process for drawing died
  'helper', // another of Chromium's processes died
  'program', // the program ended without being closed
  'profile', // damaged files were begun anew
] as const
export type RecoveryKind = (typeof RECOVERY_KINDS)[number]

/** One time that it did. */
export interface Recovered {
  /** ms since the epoch. */
  readonly at: number
  readonly kind: RecoveryKind
}

/** One row of the overview. `code` gives reason and next step in words; null when all is well. */
export interface ServiceRow {
  readonly name: ServiceName
  readonly state: 'good' | 'attention' | 'failed' | 'unused'
  readonly code: ErrorCode | null
  /** Since when it is so, ms since the epoch. */
  readonly since: number
  /** What it is: "PN532 reader at /dev/ttyUSB0", "rpc.example.org". Proper names only, or nothing. */
  readonly what: string
  /** Counts that belong to it, for the screen to put into words. */
  readonly figures: readonly (readonly [ServiceFigure, number])[]
}

export type ServiceFigure =
  | 'nodes' // configured
  | 'nodes-answering'
  | 'waiting' // payments
  | 'parked'
  | 'entries' // lines of the journal
  | 'missing-receipts'
  | 'drift-seconds' // this clock less the network's
  | 'gas-payments' // the fee account can still settle about so many
  | 'free-bytes' // on the disk
  | 'journal-bytes'
  | 'database-bytes'
  | 'paper-near-end' // 1: change the roll soon
  | `mended-${RecoveryKind}` // so often, ever

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
  /** What is known of it, as it says itself. */
  readonly identity: readonly (readonly [DeviceFact, string])[]
  /** Since the program's start. */
  readonly counters: readonly (readonly [DeviceCounter, number])[]
}

/** `place`: its kind, port and socket; `columns`: letters in a line; `page`: the code page for letters. */
export type DeviceFact = 'place' | 'firmware' | 'name' | 'maker' | 'model' | 'columns' | 'page'
export type DeviceCounter = 'opened' | 'lost' | 'bytes-in' | 'bytes-out'

/**
 * One chunk on a wire. `hex`: lower case, two letters for a byte, no spaces; a masked byte is "xx", and
 * a chunk that was too long ends in "…". What a card answers while it signs is masked.
 */
export interface WireRecord {
  /** 1, 2, 3 … over all devices. */
  readonly seq: number
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

/** What a self-test does in a step; `page:…` and `node` may come several times. */
export type StepName =
  | 'find-card'
  | 'read-card'
  | 'sign'
  | 'recover'
  | 'write'
  | 'read-back'
  | 'print'
  | 'page-kz1048'
  | 'page-cp866'
  | 'page-windows1251'
  | 'page-drawn'
  | 'qr'
  | 'open-drawer'
  | 'show'
  | 'scan'
  | 'node'
  | 'verify-chain'

/** One step of a self-test; `ms` of its own. A failed one is the last, unless it is a `node`. */
export interface TestStep {
  readonly step: StepName
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

/** The clock against what the terminal has seen: offline, `behind` stops all sales. Times in ms since the epoch. */
export interface ClockDetail {
  readonly state: 'trusted' | 'behind'
  readonly now: number
  /** No clock that is right says less. */
  readonly floor: number
  /** This clock less the network's, when a node was heard last since the start; null before. */
  readonly drift: { readonly seconds: number; readonly at: number } | null
}

/** The operator's list. Version 0: none that counts has come yet. */
export interface SignedListDetail {
  readonly version: number
  readonly count: number
  /** In ms; null where there is none. */
  readonly age: number | null
  /** A file, or the host of an address: the rest of one may be a secret. */
  readonly source: string
  /** Why the newest at the source does not count. */
  readonly fault: Failure | null
  /** It is too old: limits are at so many percent. */
  readonly lowersTo: number | null
}

export interface SiteListDetail {
  readonly count: number
  readonly source: string
  readonly fault: Failure | null
}

/** Why cards are trusted or not: docs/risk.md. */
export interface TrustDetail {
  readonly exposure: RiskState
  /** Null: none is configured. */
  readonly signedList: SignedListDetail | null
  readonly siteList: SiteListDetail | null
  /** Whose card certificates count now, and those whose time is over or has not begun. */
  readonly issuers: readonly { readonly address: Address; readonly counts: boolean }[]
  readonly clock: ClockDetail
}

export interface StorageDetail {
  readonly freeBytes: number
  readonly journalBytes: number
  readonly segments: number
  readonly databaseBytes: number
  /** Crashes that are kept on this disk, and when the last one was, ms since the epoch; null without any. */
  readonly crashes: number
  readonly lastCrashAt: number | null
}

/** How maintenance is opened here, and whether it is. */
export interface ServiceState {
  /**
   * `staff`: the PIN or card of somebody with the right; `pin`: the technician's PIN; `simulator`: the
   * published PIN 0000, on the simulator's chain only; `nothing`: it cannot be opened by a screen.
   */
  readonly opensBy: 'staff' | 'pin' | 'simulator' | 'nothing'
  readonly signedIn: SignedIn | null
  /** After too many wrong PINs nobody can try before then, ms since the epoch. */
  readonly lockedUntil: number | null
  /**
   * `working`: everything; `out-of-service`: only the configuration, the log, faults, storage,
   * diagnostics, restart and shut-down; the rest answers with the reason.
   */
  readonly terminal: 'working' | 'out-of-service'
}

export interface KeyDetail {
  readonly kind: 'gas' | 'refund' | 'earlier-gas'
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

/** What is wrong with a field; `text` says it in English, for the phone call. */
export interface ConfigProblem {
  /** "money.payee", "devices.reader.path"; empty for the file itself. */
  readonly path: string
  readonly kind: 'missing' | 'unknown' | 'type' | 'choice' | 'format' | 'range' | 'other'
  readonly text: string
}

/** What would change: one line per path of the file, secrets masked. */
export interface ConfigDifference {
  readonly path: string
  readonly before: string | null
  readonly after: string | null
}

/** How a configuration stands to the operator's signature, where one is demanded. */
export type ConfigSignature =
  | { readonly key: string; readonly version: number; readonly refused: null }
  | { readonly refused: Failure }

export interface ConfigCandidate {
  /** Handle for `apply`. */
  readonly id: string
  readonly fileName: string
  /** Empty: it can be applied, if its signature is not refused either. */
  readonly problems: readonly ConfigProblem[]
  /** Null: none is demanded. */
  readonly signature: ConfigSignature | null
  readonly differences: readonly ConfigDifference[]
  /** The one that is there does not count, so that one without a difference is to be applied, too. */
  readonly mends: boolean
}

/** Layers of configuration over the terminal's own file. */
export interface LayersDetail {
  readonly inForce: readonly LayerVersion[]
  /** From the next start on; null: the same. */
  readonly waiting: readonly LayerVersion[] | null
  /** Why the newest does not count. */
  readonly refused: Failure | null
  /** `before`: in the file; `after`: what counts. */
  readonly fields: readonly ConfigDifference[]
}

export interface LayerVersion {
  readonly level: Level
  readonly version: number
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

export interface LogRecord {
  /** 1, 2, 3 … since the start of the program. */
  readonly seq: number
  readonly at: number
  readonly level: LogLevel
  /** The part of the program that says it, where it named itself. */
  readonly component?: string
  readonly text: string
}

/**
 * All but the first five is refused with SERVICE_LOCKED until somebody with the right has signed in for
 * service. That ends ten minutes after the last question that is not a mere look (overview, wire, log,
 * network, trust). While it is open no sale can be opened during a self-test: TERMINAL_BUSY.
 */
export interface MaintenanceChannels {
  'service/state': { request: undefined; reply: ServiceState }
  /** By the PIN of somebody with the right `service`; STAFF_PIN_WRONG, STAFF_LOCKED. */
  'service/unlock': { request: { readonly pin: string }; reply: SignedIn }
  /** By a service card, which signs a challenge. */
  'service/unlock-by-card': { request: undefined; reply: SignedIn }
  /** Ends the wait for a service card, and a self-test. */
  'service/stop-waiting': { request: undefined; reply: undefined }
  'service/leave': { request: undefined; reply: undefined }

  'service/overview': { request: undefined; reply: Overview }
  'service/device': { request: { readonly device: DeviceDetail['device'] }; reply: DeviceDetail }
  /** Chunks behind that number, of all devices. They are kept only while maintenance is open. */
  'service/wire': { request: { readonly after: number }; reply: readonly WireRecord[] }
  /** Steps also come as events while it runs. One at a time: TERMINAL_BUSY. */
  'service/test': { request: { readonly test: SelfTest }; reply: readonly TestStep[] }
  /** A scanner that types, as a keyboard does, has read this during the test of the scanner. */
  'service/scanned': { request: { readonly text: string }; reply: undefined }
  'service/network': { request: undefined; reply: NetworkDetail }
  'service/trust': { request: undefined; reply: TrustDetail }
  /** Somebody says that the clock is right though it is behind: CLOCK_WRONG where the network says it is not. */
  'service/clock-right': { request: { readonly pin: string }; reply: undefined }
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
  /** The file as it is, secrets masked, and what is wrong with it. */
  'service/config': {
    request: undefined
    reply: {
      readonly fileName: string
      readonly text: string
      readonly problems: readonly ConfigProblem[]
      /** Null: none is demanded, and the file is taken as it is. */
      readonly signature: ConfigSignature | null
      /** Null: the terminal takes none from a fleet. */
      readonly layers: LayersDetail | null
    }
  }
  /** Asks the person for a file and looks at it; applies nothing. Null when they chose none. */
  'service/load-config': { request: undefined; reply: ConfigCandidate | null }
  /** Writes it, keeps the one before for `roll-back`, and restarts. */
  'service/apply-config': { request: { readonly id: string; readonly pin: string }; reply: undefined }
  'service/roll-back-config': { request: { readonly pin: string }; reply: undefined }
  /** Name of the file that was written; null when the person chose none. */
  'service/export-diagnostics': { request: undefined; reply: string | null }
  /** Null where the configuration names no server of updates, or nobody could restart into one. */
  'service/update': { request: undefined; reply: UpdateState | null }
  /** Looks for a new version; what comes of it is in the state. */
  'service/check-update': { request: undefined; reply: undefined }
  /** Restarts into the newest version as soon as no payment is on its way. Needs the PIN again. */
  'service/update-now': { request: { readonly pin: string }; reply: undefined }
  /** Ends the operator's closure; what it was for is noted. */
  'service/back-in-service': { request: { readonly pin: string }; reply: undefined }
  'service/restart': { request: { readonly pin: string }; reply: undefined }
  /** Waits for what is being written, then ends the program. */
  'service/shut-down': { request: { readonly pin: string }; reply: undefined }
}

export interface MaintenanceEvents {
  'service/test-step': { readonly test: SelfTest; readonly step: TestStep }
  /** It was opened, left, or has ended by itself. */
  'service/changed': ServiceState
}
