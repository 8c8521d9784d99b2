import type { Command } from '#src/fleet/command.ts'
import type { Clock } from '#src/time/clock.ts'
import type { ClosureState } from '../sale/closure.ts'
import type { Updater } from '../update/updater.ts'
import type { NoteOrder } from './command-desk.ts'
import type { LogOrders } from './log-orders.ts'
import type { SafeRestart } from './safe-restart.ts'

/** What a command has the terminal do. */
export interface Duties {
  /** What is on disk for good, and may be written twice. */
  prepare(command: Command): Promise<void>
  /** What happens once, later or not at all. */
  begin(command: Command): void
}

export interface DutiesParts {
  readonly closure: Pick<ClosureState, 'set'>
  /** Null where there are none. */
  readonly updates: Pick<Updater, 'takeNow'> | null
  readonly restart: Pick<SafeRestart, 'ask'>
  readonly logs: Pick<LogOrders, 'want'>
  readonly note: NoteOrder
  readonly clock: Clock
  readonly log: (message: string) => void
}

export function createDuties(parts: DutiesParts): Duties {
  const { closure, updates, restart, logs, note, clock, log } = parts

  function cannot(command: Command, why: string): void {
    const by = { id: 'fleet', name: command.by }
    note(by, `${command.command.type} ${command.id} not done: ${why}`).catch((error) => log(String(error)))
  }

  return {
    async prepare({ command, by }) {
      if (command.type === 'out-of-service')
        await closure.set({ reason: command.reason, by, at: clock.now() })
      if (command.type === 'in-service') await closure.set(null)
    },
    begin(command) {
      switch (command.command.type) {
        case 'restart':
          return restart.ask(command.expiresAt, () => cannot(command, 'no safe moment came'))
        case 'update':
          return updates ? updates.takeNow() : cannot(command, 'this terminal takes no updates')
        case 'send-logs':
          return logs.want(command)
        case 'out-of-service':
        case 'in-service':
          return
      }
    },
  }
}
