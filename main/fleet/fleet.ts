import { join } from 'node:path'
import type { FleetConfig } from '#src/config/fleet.ts'
import type { Config } from '#src/config/schema.ts'
import type { Hex } from '#src/payment/hex.ts'
import type { Failure } from '#src/result.ts'
import { type Clock, pause } from '#src/time/clock.ts'
import type { RandomBytes } from '#src/time/random.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Faults } from '../service/faults.ts'
import { openCursor } from './cursor.ts'
import type { Fed } from './fed.ts'
import { createHandOver } from './hand-over.ts'
import type { FleetLayers, LayersState } from './layers.ts'
import { beginAnew, type OlderDisk, type OlderParts, takeVoids } from './older.ts'
import type { Commands } from './open-commands.ts'
import { createPace } from './pace.ts'
import { createRecalls, NO_RECALLS, type Recalls } from './recalls.ts'
import { keepSessions, type Sessions } from './sessions.ts'

/** How the terminal stands with its fleet. */
export interface FleetState {
  readonly connected: boolean
  /** Entries of the journal that the fleet does not have yet. */
  readonly behind: number
  /** When it last took one, ms since the epoch; null: not since the start. */
  readonly takenAt: number | null
  /** Null where it takes no configuration from the fleet. */
  readonly layers: LayersState | null
}

/** What is there when the terminal has started. */
export interface FleetAround extends Pick<OlderParts, 'activity' | 'restart'> {
  readonly feds: readonly Fed[]
  /** Null where no operator is trusted. */
  readonly commands: Commands | null
}

/** The terminal's side of a fleet. None of it is waited for by a sale, the start or the end. */
export interface Fleet {
  /** Null where the configuration names none. */
  state(): FleetState | null
  /** The payment is left to the fleet for now. */
  isHeld(id: Hex): boolean
  readonly recalls: Recalls
  /** Begins to connect, and goes on for ever. */
  start(around: FleetAround): void
  stop(): Promise<void>
}

export const NO_FLEET: Fleet = {
  state: () => null,
  isHeld: () => false,
  recalls: NO_RECALLS,
  start: () => undefined,
  stop: async () => undefined,
}

export interface FleetParts {
  readonly config: {
    readonly fleet?: FleetConfig | undefined
    readonly terminal: Pick<Config['terminal'], 'id'>
    readonly chain: Pick<Config['chain'], 'alarmHours'>
  }
  readonly userData: string
  readonly layers: Pick<FleetLayers, 'keys' | 'take' | 'state' | 'tellTo'>
  readonly ledger: Pick<Ledger, 'payment' | 'record' | 'summary' | 'journal'>
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  /** The journal has entries that no screen has asked for. */
  readonly onWritten: () => void
  readonly faults: Pick<Faults, 'note' | 'clear'>
  /** What the terminal says of itself, in Prometheus' text format. */
  readonly figures: () => Promise<string>
  readonly log: (message: string) => void
}

/** Outages that are shorter are no fault. */
const OUTAGE_MS = 10 * 60_000
/** So long after a start its payments wait for the fleet to say whether this disk is older than it remembers. */
const UNSURE_MS = 60_000
/** A disk that hangs must not keep the terminal on. */
const WRITE_MS = 2000

export async function openFleet(parts: FleetParts): Promise<Fleet> {
  const { config, userData, layers, ledger, clock, faults, log } = parts
  if (!config.fleet) return NO_FLEET
  const fleet = config.fleet
  const { journal } = ledger
  const whose = { site: fleet.site, terminal: config.terminal.id }
  const cursor = await openCursor(join(userData, 'fleet-cursor.json'), journal)
  const pace = createPace(clock)
  const opened = { at: clock.now(), receipt: ledger.summary().lastReceiptNumber }
  /** Forgetful: older, and what was voided behind its end is not in the journal yet. */
  let disk: 'unknown' | 'as the fleet knows it' | 'forgetful' | 'older' = 'unknown'
  const handOver = createHandOver({
    ...{ payment: ledger.payment, clock },
    steps: () => cursor.now().handed,
    leaseMs: fleet.handOver.leaseMinutes * 60_000,
    alarmMs: config.chain.alarmHours * 3_600_000,
    isForwarding: pace.isMoving,
    isUnsure: ({ receiptNumber }) =>
      receiptNumber <= opened.receipt &&
      (disk === 'forgetful' || (disk === 'unknown' && Math.abs(clock.now() - opened.at) < UNSURE_MS)),
  })
  layers.tellTo(async (detail) => {
    const written = await ledger.record({ type: 'noted', what: 'fleet-layer', by: null, detail })
    if (written.ok) parts.onWritten()
  })
  const stopping = new AbortController()
  const untilStopped = new Promise<void>((resolve) => {
    stopping.signal.addEventListener('abort', () => resolve(), { once: true })
  })
  let sessions: Sessions | undefined
  /** When all was well for the last time. */
  let goodAt = clock.now()
  let isGood = false
  let lastFailure: string | undefined

  function onFailure({ code, detail = '' }: Failure): void {
    if (isGood) goodAt = clock.now()
    isGood = false
    if (lastFailure !== code) log(`${code}: ${detail}`)
    lastFailure = code
    if (code !== 'FLEET_UNREACHABLE' || clock.now() - goodAt > OUTAGE_MS) faults.note('fleet', code, detail)
  }

  function onGood(): void {
    log('connected')
    lastFailure = undefined
    isGood = true
    disk = 'as the fleet knows it'
    faults.clear('fleet')
  }

  async function onOlder(around: Pick<OlderParts, 'activity' | 'restart'>, older: OlderDisk): Promise<void> {
    disk = 'forgetful'
    log(`this disk is older than what the fleet remembers: ${older.why}`)
    faults.note('fleet', 'FLEET_LEDGER_OLDER', older.why)
    await takeVoids(ledger, await older.voids())
    disk = 'older'
    const journalDir = join(userData, 'journal')
    await beginAnew({ ...around, journalDir, ledger, clock, signal: stopping.signal }, older)
    // The restart is under way. Another session would find the same, and ask for another restart.
    await untilStopped
  }

  async function start(around: FleetAround): Promise<void> {
    // Loaded when the terminal already works.
    const [{ connectFleet }, { runSession }] = await Promise.all([
      import('./connect.ts'),
      import('./session.ts'),
    ])
    if (stopping.signal.aborted) return
    const session = {
      ...parts,
      ...{ whose, cursor, handOver, pace, onGood, feds: around.feds, commands: around.commands },
      onOlder: (older: OlderDisk) => onOlder(around, older),
    }
    sessions = keepSessions({
      ...parts,
      open: () => connectFleet(fleet, whose),
      run: (connection, signal) => runSession(session, connection, signal),
      onFailure,
    })
  }

  return {
    state: () => ({
      connected: sessions?.connection() !== undefined,
      behind: journal.seq() - cursor.now().seq,
      takenAt: pace.takenAt(),
      layers: layers.state(),
    }),
    isHeld: (id) => disk !== 'older' && handOver.isHeld(id),
    recalls: createRecalls({
      ...{ whose, journal, cursor, pace, handOver, log },
      connection: () => sessions?.connection(),
      async hasHeard() {
        const connection = sessions?.connection()
        if (!connection) return false
        const { hasHeardAll } = await import('./outcomes.ts')
        return hasHeardAll(whose, connection, clock)
      },
    }),
    start: (around) =>
      void start(around).catch((error: unknown) => onFailure({ code: 'INTERNAL', detail: String(error) })),
    async stop() {
      stopping.abort()
      await sessions?.stop()
      await Promise.race([cursor.idle(), pause(clock, WRITE_MS)])
    },
  }
}
