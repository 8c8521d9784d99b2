import type { Command } from '#src/fleet/command.ts'
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

  function cannot(command: Command, why: string): void {
    const by = { id: 'fleet', name: command.by }
    note(by, `${command.command.type} ${command.id} not done: ${why}`).catch((error) => log(String(error)))
  }

  const restart = createSafeRestart({
    ...{ restart: parts.restart, clock, quietMs: 0, touchedAt: () => 0 },
    isWanted: () => restartOf !== undefined && now() < restartOf.expiresAt,
    onUnwanted() {
      if (restartOf) cannot(restartOf, 'no safe moment came')
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
          return updates ? updates.takeNow() : cannot(command, 'this terminal takes no updates')
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
