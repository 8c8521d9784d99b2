import type { ServiceState } from '#src/ipc/maintenance.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Person, SignedIn } from '#src/staff/person.ts'
import type { Clock } from '#src/time/clock.ts'
import type { Access } from './access.ts'

/** Writes down what somebody did in maintenance. */
export type Note = (what: string, by: Person | null, detail?: string) => Promise<unknown>

/** The door to maintenance: who is in, and until when. */
export interface Gate {
  state(): ServiceState
  unlock(pin: string): Promise<Result<SignedIn>>
  unlockByCard(): Promise<Result<SignedIn>>
  leave(): void
  /** SERVICE_LOCKED when nobody is in. A question that is not a mere look keeps it open for longer. */
  pass(isLook?: boolean): Result<SignedIn>
  /** For what cannot be taken back: nobody else's hand while the technician looked away. */
  confirm(pin: string): Promise<Result<SignedIn>>
}

export interface GateParts {
  readonly access: Access
  readonly terminal: ServiceState['terminal']
  readonly clock: Clock
  readonly note: Note
  readonly onChange: (state: ServiceState) => void
}

/** A technician who went away leaves an open door for so long at most. */
const OPEN_MS = 10 * 60_000

export function createGate({ access, terminal, clock, note, onChange }: GateParts): Gate {
  let inside: SignedIn | null = null
  let cancelEnd = (): void => undefined

  const state = (): ServiceState => ({
    opensBy: access.opensBy,
    signedIn: inside,
    lockedUntil: access.lockedUntil(),
    terminal,
  })

  function leave(how: string): void {
    if (!inside) return
    cancelEnd()
    void note('service-left', personOf(inside), how)
    inside = null
    onChange(state())
  }

  function stayOpen(): void {
    cancelEnd()
    cancelEnd = clock.after(OPEN_MS, () => leave('time'))
  }

  async function enter(who: Result<SignedIn>, how: string): Promise<Result<SignedIn>> {
    if (!who.ok) {
      if (REFUSALS.has(who.error.code)) {
        await note('service-refused', null, `${how}: ${who.error.code}`)
        onChange(state())
      }
      return who
    }
    await note('service-opened', personOf(who.value), how)
    inside = who.value
    stayOpen()
    onChange(state())
    return who
  }

  return {
    state,
    unlock: async (pin) => enter(await access.checkPin(pin), 'pin'),
    unlockByCard: async () => enter(await access.checkCard(), 'card'),
    leave: () => leave('person'),
    pass(isLook = false) {
      if (!inside) return fail('SERVICE_LOCKED')
      if (!isLook) stayOpen()
      return ok(inside)
    },
    async confirm(pin) {
      if (!inside) return fail('SERVICE_LOCKED')
      stayOpen()
      const who = await access.checkPin(pin)
      if (!who.ok && REFUSALS.has(who.error.code))
        await note('service-refused', inside && personOf(inside), `again: ${who.error.code}`)
      return who
    },
  }
}

const REFUSALS: ReadonlySet<string> = new Set([
  'STAFF_PIN_WRONG',
  'STAFF_LOCKED',
  'STAFF_FORBIDDEN',
  'STAFF_CARD_UNKNOWN',
])

export const personOf = ({ id, name }: Person): Person => ({ id, name })
