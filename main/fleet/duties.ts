import type { Command } from '#src/fleet/command.ts'
import type { Result } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import type { ClosureState } from '../sale/closure.ts'
import type { Activity } from '../update/safe-moment.ts'
import { createSafeRestart } from '../update/safe-restart.ts'
import type { Updater } from '../update/updater.ts'
import type { NoteOrder } from './command-desk.ts'
import type { LogOrders } from './log-orders.ts'

/** What a command has the terminal do. */
export interface Duties {
  /** What is on disk for good, and may be written twice. */
  prepare(command: Command): Promise<void>
  /** What happens once, later or not at all. */
  begin(command: Command): void
  stop(): void
}

export interface DutiesParts {
  readonly closure: Pick<ClosureState, 'set'>
  /** Null where there are none. */
  readonly updates: Pick<Updater, 'takeNow'> | null
  readonly activity: Activity
  readonly restart: () => void
  readonly logs: Pick<LogOrders, 'want'>
  readonly note: NoteOrder
  /** The latest time that the terminal has seen, ms since the epoch. */
  readonly now: () => number
  readonly clock: Clock
  readonly log: (message: string) => void
}

export function createDuties(parts: DutiesParts): Duties {
  const { closure, updates, logs, note, now, clock, log } = parts
  /** One restart does for all; this is the one that counts longest. */
  let restartOf: Command | undefined

  function tell({ id, by, command }: Command, end: string): void {
    const who = { id: 'fleet', name: by }
    note(who, `${command.type} ${id} ${end}`).catch((error) => log(String(error)))
  }

  const restart = createSafeRestart({
    ...{ restart: parts.restart, clock, quietMs: 0, touchedAt: () => 0 },
    isWanted: () => restartOf !== undefined && now() < restartOf.expiresAt,
    onUnwanted() {
      if (restartOf) tell(restartOf, 'not done: no safe moment came')
      restartOf = undefined
    },
  })
  restart.start(parts.activity)

  return {
    async prepare({ command, by }) {
      if (command.type === 'out-of-service')
        await closure.set({ reason: command.reason, by, at: clock.now() })
      if (command.type === 'in-service') await closure.set(null)
    },
    begin(command) {
      switch (command.command.type) {
        case 'restart':
          if (!restartOf || command.expiresAt > restartOf.expiresAt) restartOf = command
          return restart.ask()
        case 'update':
          if (!updates) return tell(command, 'not done: this terminal takes no updates')
          return updates.takeNow((end) => tell(command, updateEnd(end)))
        case 'send-logs':
          return logs.want(command)
        case 'out-of-service':
        case 'in-service':
          return
      }
    },
    stop: restart.stop,
  }
}

/** What became of an update, as the journal has it. */
function updateEnd(end: Result<string | null>): string {
  if (!end.ok) return `not done: ${[end.error.code, end.error.detail].filter(Boolean).join(': ')}`
  return end.value === null
    ? 'done: what runs is the newest'
    : `fetched: ${end.value} starts when no payment is on its way`
}
