import { z } from 'zod'
import { hexSchema } from '../payment/record.ts'
import { reasonSchema } from './closure.ts'
import { type FleetTerminal, nameSchema } from './names.ts'

/** What an operator can have a terminal do. */
export const orderSchema = z.discriminatedUnion('type', [
  /** At a safe moment. */
  z.strictObject({ type: z.literal('restart') }),
  /** As a technician's "update now": the newest version, without waiting for this terminal's turn. */
  z.strictObject({ type: z.literal('update') }),
  /** The diagnostics, as maintenance exports them. */
  z.strictObject({ type: z.literal('send-logs') }),
  z.strictObject({ type: z.literal('out-of-service'), reason: reasonSchema }),
  z.strictObject({ type: z.literal('in-service') }),
])
export type Order = z.output<typeof orderSchema>
export type OrderType = Order['type']

/** None lasts longer: its id has to be remembered until then. */
export const LONGEST_MS = 7 * 24 * 3_600_000
/** Clocks of operator and terminal may differ by so much. */
export const SKEW_MS = 10 * 60_000

/** The signed content of a command; docs/fleet.md. Times in ms since the epoch. */
export const commandSchema = z
  .strictObject({
    kind: z.literal('tapsyr-command'),
    /** Random; by it a terminal knows a command that it has had. */
    id: hexSchema(16),
    site: nameSchema,
    terminal: nameSchema,
    issuedAt: z.int().nonnegative(),
    expiresAt: z.int().nonnegative(),
    /** Who gives it, for the audit. */
    by: z.string().regex(/^[^\p{C}]{1,40}$/u),
    command: orderSchema,
  })
  .refine(({ issuedAt, expiresAt }) => expiresAt > issuedAt && expiresAt - issuedAt <= LONGEST_MS, {
    path: ['expiresAt'],
    message: 'at most seven days after issuedAt',
  })
export type Command = z.output<typeof commandSchema>

/** Why a well-signed command is not carried out. */
export type CommandRefusal = 'for-another-terminal' | 'expired' | 'from-the-future'

/** `now`: the latest time that the terminal has seen, so that a clock that went back revives nothing. */
export function refusalOf(
  { site, terminal, issuedAt, expiresAt }: Command,
  whose: FleetTerminal,
  now: number,
): CommandRefusal | undefined {
  if (site !== whose.site || terminal !== whose.terminal) return 'for-another-terminal'
  if (now >= expiresAt) return 'expired'
  return issuedAt > now + SKEW_MS ? 'from-the-future' : undefined
}
