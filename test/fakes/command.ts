import type { Command, Order } from '#src/fleet/command.ts'

/** The terminal of the fleet's tests. */
const WHOSE = { site: 'almaty-1', terminal: 'gate-07' }
let given = 0

/** A command of its own each time, for the kiosk, for an hour. */
export function aCommand(order: Order, change: Partial<Command> = {}): Command {
  given += 1
  const issuedAt = Date.now()
  return {
    kind: 'tapsyr-command',
    id: `0x${given.toString(16).padStart(32, '0')}`,
    ...WHOSE,
    ...{ issuedAt, expiresAt: issuedAt + 3_600_000 },
    by: 'Aigul',
    command: order,
    ...change,
  }
}
