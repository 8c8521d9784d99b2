import { z } from 'zod'

/** What people may do, each more than the one before; a technician services and never sells. */
export const ROLES = ['cashier', 'supervisor', 'owner', 'technician'] as const
export type Role = (typeof ROLES)[number]

/** Somebody who works at the terminal, as screens, facts and reports name them. */
export const personSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,32}$/),
  name: z.string().min(1).max(40),
})
export type Person = z.output<typeof personSchema>

export interface SignedIn extends Person {
  readonly role: Role
}

/** Who took a payment, and in which shift. */
export const takenBySchema = z.strictObject({ person: personSchema, shift: z.int().positive() })
export type TakenBy = z.output<typeof takenBySchema>
