import type { StaffMember } from '#src/config/staff.ts'
import type { StaffState } from '#src/ipc/till.ts'
import { fail, ok, type Result } from '#src/result.ts'
import type { Person, SignedIn } from '#src/staff/person.ts'
import { may, type Right } from '#src/staff/rights.ts'
import { tillItself } from '#src/staff/till-itself.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { askCard, type StaffCardDeps } from './card.ts'
import type { LockOut } from './lock-out.ts'
import { whoseIs } from './pins.ts'

/** Who does something, and who allowed it, where they may not do it alone. */
export interface Authorised {
  readonly by: Person
  readonly approvedBy?: Person
}

export type PinRefusal = 'STAFF_PIN_WRONG' | 'STAFF_LOCKED' | 'STAFF_FORBIDDEN' | 'JOURNAL_WRITE_FAILED'

/** Who stands at the terminal and what they may do. The session is in memory: a restart ends it. */
export interface Staff {
  state(): StaffState
  /** Whoever signs in must have the right to sell. */
  signIn(pin: string): Promise<Result<SignedIn, PinRefusal>>
  /** Waits for a staff card until one came, `stopWaiting`, or somebody signed in by PIN. */
  signInByCard(): Promise<Result<SignedIn>>
  stopWaiting(): void
  signOut(): Promise<Result<undefined>>
  /**
   * Whether whoever is signed in may do this, alone or with the PIN of somebody who may. Where the
   * configuration names no staff everything is allowed but what gives money away or opens the service.
   */
  authorise(right: Right, approvalPin?: string): Promise<Result<Authorised, Refusal>>
  /** Whose PIN it is, when they have that right; nobody is signed in by it. */
  checkPin(pin: string, right: Right): Promise<Result<SignedIn, PinRefusal>>
  /** The same by card. It ends another wait for a card. */
  checkCard(right: Right): Promise<Result<SignedIn>>
}

export type Refusal = PinRefusal | 'STAFF_SIGN_IN_FIRST'

export interface StaffDeps extends StaffCardDeps {
  /** Empty where nobody signs in. */
  readonly people: readonly StaffMember[]
  readonly lockOut: LockOut
  readonly ledger: Pick<Ledger, 'record'>
  readonly onChange: (state: StaffState) => void
}

/** What nobody may do namelessly. */
const NEVER_NAMELESS: ReadonlySet<Right> = new Set(['refund', 'approve-refund', 'override-risk', 'service'])

export function createStaff(deps: StaffDeps): Staff {
  const { people, lockOut, ledger, onChange } = deps
  let signedIn: SignedIn | null = null
  let waiting: AbortController | undefined
  /** One PIN at a time: many at once would each be looked at before the first wrong one counts. */
  let lastPin: Promise<unknown> = Promise.resolve()

  const state = (): StaffState => ({
    required: people.length > 0,
    signedIn,
    lockedUntil: lockOut.lockedUntil(),
  })
  const note = (what: string, by: Person | null, detail?: string) =>
    ledger.record({ type: 'noted', what, by, ...(detail === undefined ? {} : { detail }) })

  async function tryPin(pin: string, right: Right): Promise<Result<SignedIn, PinRefusal>> {
    if (lockOut.lockedUntil() !== null) return fail('STAFF_LOCKED')
    const found = await whoseIs(pin, people)
    if (!found) return refusePin(right)
    return may(found.role, right) ? ok(nameOf(found)) : fail('STAFF_FORBIDDEN')
  }

  async function refusePin(right: Right): Promise<Result<never, PinRefusal>> {
    const isLocked = await lockOut.countWrong()
    // Its answer does not hang on the journal: what matters is counted already.
    await note('pin-refused', signedIn && personOf(signedIn), right)
    if (isLocked) await note('pins-locked', null)
    onChange(state())
    return fail(isLocked ? 'STAFF_LOCKED' : 'STAFF_PIN_WRONG')
  }

  function checkPin(pin: string, right: Right): ReturnType<Staff['checkPin']> {
    const checked = lastPin.then(() => tryPin(pin, right))
    lastPin = checked.catch(() => undefined)
    return checked
  }

  async function enter(person: SignedIn, how: 'pin' | 'card') {
    const noted = await note('signed-in', personOf(person), how)
    if (!noted.ok) return fail('JOURNAL_WRITE_FAILED', noted.error.detail)
    signedIn = person
    stopWaiting()
    onChange(state())
    return ok(person)
  }

  function stopWaiting(): void {
    waiting?.abort()
    waiting = undefined
  }

  async function checkCard(right: Right): Promise<Result<SignedIn>> {
    stopWaiting()
    const own = new AbortController()
    waiting = own
    const signer = await askCard(deps, own.signal)
    if (own.signal.aborted) return fail('SALE_CANCELLED')
    waiting = undefined
    if (!signer.ok) return signer
    const member = people.find(({ card }) => card === signer.value)
    if (!member) {
      await note('card-refused', null, signer.value)
      return fail('STAFF_CARD_UNKNOWN')
    }
    return may(member.role, right) ? ok(nameOf(member)) : fail('STAFF_FORBIDDEN')
  }

  return {
    state,
    checkPin,
    checkCard,
    stopWaiting,
    async signIn(pin) {
      const person = await checkPin(pin, 'sell')
      return person.ok ? enter(person.value, 'pin') : person
    },
    async signInByCard() {
      const person = await checkCard('sell')
      return person.ok ? enter(person.value, 'card') : person
    },
    async signOut() {
      if (!signedIn) return ok()
      const noted = await note('signed-out', personOf(signedIn))
      if (!noted.ok) return noted
      signedIn = null
      onChange(state())
      return ok()
    },
    async authorise(right, approvalPin) {
      if (people.length === 0)
        return NEVER_NAMELESS.has(right) ? fail('STAFF_FORBIDDEN') : ok({ by: tillItself(deps.terminalId) })
      if (!signedIn) return fail('STAFF_SIGN_IN_FIRST')
      const by = personOf(signedIn)
      if (may(signedIn.role, right)) return ok({ by })
      if (approvalPin === undefined) return fail('STAFF_FORBIDDEN')
      const approver = await checkPin(approvalPin, right)
      return approver.ok ? ok({ by, approvedBy: personOf(approver.value) }) : approver
    },
  }
}

const personOf = ({ id, name }: Person): Person => ({ id, name })
const nameOf = ({ id, name, role }: SignedIn): SignedIn => ({ id, name, role })
