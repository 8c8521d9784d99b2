import type { Command } from '#src/fleet/command.ts'

/** Which diagnostics the operator waits for. It outlives a session: they go with the next one. */
export interface LogOrders {
  want(command: Command): void
  wanted(): Command | undefined
  /** They are sent, or cannot be. */
  done(command: Command): void
}

export function createLogOrders(): LogOrders {
  /** The newest answers for those before it. */
  let wanted: Command | undefined
  return {
    want(command) {
      wanted = command
    },
    wanted: () => wanted,
    done(command) {
      if (wanted?.id === command.id) wanted = undefined
    },
  }
}
