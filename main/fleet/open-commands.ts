import { join } from 'node:path'
import type { FleetConfig } from '#src/config/fleet.ts'
import type { Config } from '#src/config/schema.ts'
import type { Clock } from '#src/time/clock.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { ClosureState } from '../sale/closure.ts'
import type { Activity } from '../update/safe-moment.ts'
import type { Updater } from '../update/updater.ts'
import { type CommandDesk, createCommandDesk, type NoteOrder } from './command-desk.ts'
import { openCommandMemory } from './command-memory.ts'
import { createDuties } from './duties.ts'
import { createLogOrders, type LogOrders } from './log-orders.ts'
import { notedCommands } from './noted-commands.ts'

/** The operator's commands, over all connections. */
export interface Commands {
  readonly desk: CommandDesk
  readonly logs: LogOrders
  readonly diagnostics: () => Promise<string>
  readonly note: NoteOrder
  stop(): void
}

export interface OpenCommandsParts {
  readonly config: {
    readonly fleet?: FleetConfig | undefined
    readonly terminal: Pick<Config['terminal'], 'id'>
  }
  readonly userData: string
  readonly ledger: Pick<Ledger, 'record' | 'journal'>
  readonly onWritten: () => void
  readonly activity: Activity
  readonly restart: () => void
  readonly closure: Pick<ClosureState, 'set'>
  /** Null where there are none. */
  readonly updates: Pick<Updater, 'takeNow'> | null
  readonly diagnostics: () => Promise<string>
  /** No clock that is right says less, ms since the epoch. */
  readonly clockFloor: () => number
  readonly clock: Clock
  readonly log: (message: string) => void
}

const MOST_LETTERS = 400

/** Null where the configuration trusts no operator. */
export async function openCommands(parts: OpenCommandsParts): Promise<Commands | null> {
  const { config, userData, ledger, onWritten, clock, clockFloor, log } = parts
  const { fleet, terminal } = config
  if (!fleet?.operatorKeys) return null
  /** A clock that went back must not bring back what has expired. */
  const now = () => Math.max(clock.now(), clockFloor())
  const note: NoteOrder = async (by, detail) => {
    const fact = { type: 'noted', what: 'fleet-command', by, detail: detail.slice(0, MOST_LETTERS) } as const
    const written = await ledger.record(fact)
    if (!written.ok) throw new Error(`a command is not noted: ${written.error.code}`)
    onWritten()
  }
  const logs = createLogOrders()
  const memory = await openCommandMemory({
    path: join(userData, 'fleet-commands.json'),
    noted: () => notedCommands(ledger.journal, now()),
    log,
  })
  const duties = createDuties({ ...parts, logs, note, now })
  return {
    ...{ logs, note, diagnostics: parts.diagnostics },
    desk: createCommandDesk({
      ...{ memory, duties, note, now, log },
      whose: { site: fleet.site, terminal: terminal.id },
      operatorKeys: fleet.operatorKeys,
    }),
    stop: duties.stop,
  }
}
