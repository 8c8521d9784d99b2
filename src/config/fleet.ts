import { z } from 'zod'
import { nameSchema } from '../fleet/names.ts'
import { publicKeySchema } from './public-key.ts'

/** Nobody in between could read what goes there. */
const isOwnMachine = (text: string): boolean =>
  /^nats:\/\/(127\.0\.0\.1|localhost|\[::1\])([:/]|$)/i.test(text)

/** The operator's NATS servers, to which the terminal tells what it took; left out, it tells nobody. docs/fleet.md. */
export const fleetSchema = z.strictObject({
  /** Any of them will do; TLS for all but a server of this very machine. */
  servers: z
    .array(
      z
        .url({ protocol: /^(tls|nats)$/ })
        .refine((text) => !/^nats:/i.test(text) || isOwnMachine(text), 'a tls address'),
    )
    .min(1)
    .max(8),
  site: nameSchema,
  /** A file with the NKey seed of this terminal, which nobody but the terminal's account may read. */
  credentials: z.string().min(1),
  /** A file with the certificates that the servers' are signed by; left out, those that the system trusts. */
  ca: z.string().min(1).optional(),
  /**
   * Whose signature an order of the fleet needs: configuration, rates, commands. One key, and the next one while
   * keys are changed; left out, the terminal takes no orders.
   */
  operatorKeys: z.array(publicKeySchema).min(1).max(8).optional(),
  /** Other configuration waits with its restart until nobody has touched the terminal for so long. */
  quietMinutes: z.number().min(0).max(720).default(2),
  handOver: z
    .strictObject({
      /** How long a payment is left to the fleet's settlers before the terminal settles it by itself. */
      leaseMinutes: z.number().min(1).max(1440).default(10),
    })
    .prefault({}),
})
export type FleetConfig = z.output<typeof fleetSchema>

interface NamedConfig {
  readonly terminal: { readonly id: string }
  readonly fleet?: FleetConfig | undefined
}

/** In a fleet the terminal's id is a part of its subjects. */
export function checkFleet({ terminal, fleet }: NamedConfig, context: z.RefinementCtx): void {
  const name = fleet ? nameSchema.safeParse(terminal.id) : undefined
  if (name && !name.success)
    context.addIssue({
      code: 'custom',
      path: ['terminal', 'id'],
      message: `in a fleet: ${name.error.issues[0]?.message}`,
    })
}
