import type { ServiceConfig } from '#src/config/service.ts'
import type { StaffMember } from '#src/config/staff.ts'
import type { ServiceState } from '#src/ipc/maintenance.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { SignedIn } from '#src/staff/person.ts'
import { may } from '#src/staff/rights.ts'
import type { LockOut } from '../staff/lock-out.ts'
import { hashPin, whoseIs } from '../staff/pins.ts'

/** Who may open maintenance. */
export interface Access {
  readonly opensBy: ServiceState['opensBy']
  lockedUntil(): number | null
  checkPin(pin: string): Promise<Result<SignedIn>>
  /** Waits for a service card. */
  checkCard(): Promise<Result<SignedIn>>
  stopWaiting(): void
}

/** Whoever knows the technician's PIN, where the configuration names nobody. */
export const TECHNICIAN: SignedIn = { id: 'technician', name: 'Technician', role: 'technician' }
/** Published, and taken on the simulator's chain only: nothing there is worth anything. */
export const SIMULATOR_PIN = '0000'

export interface AccessParts {
  readonly staff: readonly StaffMember[] | undefined
  readonly service: ServiceConfig | undefined
  readonly isSimulator: boolean
}

/** The people that a configuration lets in by their PIN, and what to call that. */
export async function peopleOf({
  staff,
  service,
  isSimulator,
}: AccessParts): Promise<{ readonly opensBy: ServiceState['opensBy']; readonly people: StaffMember[] }> {
  const people = [...(staff ?? [])]
  // Beside staff who may: a technician of another firm need not be one of them.
  if (service?.pin !== undefined) people.push({ ...TECHNICIAN, pin: service.pin })
  if (staff) return { opensBy: 'staff', people }
  if (people.length > 0) return { opensBy: 'pin', people }
  if (!isSimulator) return { opensBy: 'nothing', people }
  return { opensBy: 'simulator', people: [{ ...TECHNICIAN, pin: await hashPin(SIMULATOR_PIN) }] }
}

export interface PinAccessParts {
  readonly opensBy: ServiceState['opensBy']
  readonly people: readonly StaffMember[]
  readonly lockOut: LockOut
}

/** By PIN alone: where no configuration works, there is no reader either. */
export function pinAccess({ opensBy, people, lockOut }: PinAccessParts): Access {
  let last: Promise<unknown> = Promise.resolve()

  async function check(pin: string): Promise<Result<SignedIn>> {
    if (people.length === 0) return fail('SERVICE_LOCKED', 'no PIN is known')
    if (lockOut.lockedUntil() !== null) return fail('STAFF_LOCKED')
    const found = await whoseIs(pin, people)
    if (!found) return fail((await lockOut.countWrong()) ? 'STAFF_LOCKED' : 'STAFF_PIN_WRONG')
    const { id, name, role } = found
    return may(role, 'service') ? ok({ id, name, role }) : fail('STAFF_FORBIDDEN')
  }

  return {
    opensBy,
    lockedUntil: lockOut.lockedUntil,
    /** One at a time: many at once would each be looked at before the first wrong one counts. */
    checkPin(pin) {
      const checked = last.then(() => check(pin))
      last = checked.catch(() => undefined)
      return checked
    },
    checkCard: async () => fail('SERVICE_LOCKED', 'no cards are known'),
    stopWaiting: () => undefined,
  }
}
