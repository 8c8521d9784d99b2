import type { ErrorCode } from '../errors/codes.ts'
import type { StationProduct, Ticket } from '../ipc/station.ts'

/** Where a passenger stands. A ride needs no step: it is taken from any of those that wait. */
export type KioskStep =
  | { readonly name: 'attract' }
  /** The fare, and everything that can be bought. */
  | { readonly name: 'start' }
  | { readonly name: 'help' }
  /** Chosen, but no ticket could be printed: said before anything is paid. */
  | { readonly name: 'no-paper'; readonly product: StationProduct }
  /** The sale itself is src/sale/flow.ts. */
  | { readonly name: 'paying'; readonly product: StationProduct }
  | { readonly name: 'ticket'; readonly receipt: string; readonly ticket: TicketState }

export type TicketState =
  | { readonly kind: 'printing' }
  | { readonly kind: 'made'; readonly ticket: Ticket }
  | { readonly kind: 'failed'; readonly code: ErrorCode }

/** What a passenger may set for themselves; the next one finds it unset. */
export interface Comfort {
  readonly large: boolean
  readonly contrast: boolean
  readonly aloud: boolean
}

export interface Kiosk {
  readonly step: KioskStep
  /** Counts the passengers: with each new number everything personal is gone. */
  readonly passenger: number
  readonly comfort: Comfort
  /** When somebody last did something, ms since the epoch. */
  readonly touchedAt: number
  /** Since when it asks whether anybody is there. */
  readonly askedAt: number | null
}

export interface KioskRules {
  readonly idleMs: number
  /** How long it asks before it gives up. */
  readonly giveUpMs: number
}

export type KioskEvent =
  | { readonly type: 'touch' }
  | { readonly type: 'help' }
  | { readonly type: 'set'; readonly comfort: Partial<Comfort> }
  | { readonly type: 'choose'; readonly product: StationProduct; readonly canPrint: boolean }
  | { readonly type: 'back' }
  | { readonly type: 'more-time' }
  /** The sale takes money from a card: that is somebody, too. */
  | { readonly type: 'progress' }
  | { readonly type: 'paid'; readonly receipt: string }
  | { readonly type: 'ticket'; readonly ticket: TicketState }
  /** The sale is over and nothing was paid. */
  | { readonly type: 'unpaid' }
  /** A ride was shown. */
  | { readonly type: 'rode' }
  | { readonly type: 'time' }

const PLAIN: Comfort = { large: false, contrast: false, aloud: false }

/** A ticket that came out needs no answer from anybody. */
const TAKE_TICKET_MS = 8000

export const startOfKiosk = (at: number): Kiosk => ({
  step: { name: 'start' },
  passenger: 0,
  comfort: PLAIN,
  touchedAt: at,
  askedAt: null,
})

/** The next state; `at` in ms since the epoch. An event that does not belong to the present step changes nothing. */
export function nextKiosk(kiosk: Kiosk, event: KioskEvent, at: number, rules: KioskRules): Kiosk {
  const { step } = kiosk
  const goTo = (next: KioskStep): Kiosk => ({ ...kiosk, step: next, touchedAt: at, askedAt: null })
  switch (event.type) {
    case 'touch':
      // A question is answered by its own buttons.
      if (kiosk.askedAt !== null) return kiosk
      return goTo(awake(step))
    case 'set':
      return { ...goTo(awake(step)), comfort: { ...kiosk.comfort, ...event.comfort } }
    case 'more-time':
    case 'progress':
      return goTo(step)
    case 'help':
      return step.name === 'start' ? goTo({ name: 'help' }) : kiosk
    case 'choose':
      return step.name === 'start' ? goTo(chosen(event)) : kiosk
    case 'paid':
      // Wherever it stands: a payment that comes while a sale is being left is a payment.
      return goTo({ name: 'ticket', receipt: event.receipt, ticket: { kind: 'printing' } })
    case 'ticket':
      return step.name === 'ticket' ? goTo({ ...step, ticket: event.ticket }) : kiosk
    case 'unpaid':
      return step.name === 'paying' ? forNext(kiosk, 'start', at) : kiosk
    case 'back':
      return step.name === 'attract' || step.name === 'start' ? kiosk : forNext(kiosk, 'start', at)
    case 'rode':
      return step.name === 'paying' || step.name === 'ticket' ? kiosk : forNext(kiosk, 'start', at)
    case 'time':
      return afterTime(kiosk, at, rules)
  }
}

const awake = (step: KioskStep): KioskStep => (step.name === 'attract' ? { name: 'start' } : step)

const chosen = ({ product, canPrint }: KioskEvent & { type: 'choose' }): KioskStep =>
  canPrint ? { name: 'paying', product } : { name: 'no-paper', product }

/** Nobody has done anything until the deadline. */
function afterTime(kiosk: Kiosk, at: number, rules: KioskRules): Kiosk {
  const due = deadlineOf(kiosk, rules)
  if (due === null || at < due) return kiosk
  if (kiosk.step.name === 'start') return forNext(kiosk, 'attract', at)
  if (kiosk.askedAt !== null || !asksFirst(kiosk.step)) return forNext(kiosk, 'start', at)
  return { ...kiosk, askedAt: at }
}

/** When time alone changes something next, ms since the epoch; null when never. */
export function deadlineOf(
  { step, touchedAt, askedAt }: Kiosk,
  { idleMs, giveUpMs }: KioskRules,
): number | null {
  if (step.name === 'attract') return null
  if (askedAt !== null) return askedAt + giveUpMs
  return touchedAt + (step.name !== 'start' && !asksFirst(step) ? TAKE_TICKET_MS : idleMs)
}

/** Whether somebody would lose something if it simply went back. */
function asksFirst(step: KioskStep): boolean {
  if (step.name === 'start') return false
  return step.name !== 'ticket' || step.ticket.kind !== 'made' || isLeftOut(step.ticket.ticket)
}

/** The paper did not come out: the code on the screen is all there is. */
export const isLeftOut = ({ printed }: Ticket): boolean => printed !== 'printed' && printed !== 'sent'

/** Cards are taken here, whoever stands before it. */
export const takesRides = ({ step }: Kiosk): boolean => step.name !== 'paying' && step.name !== 'ticket'

const forNext = (kiosk: Kiosk, name: 'attract' | 'start', at: number): Kiosk => ({
  step: { name },
  passenger: kiosk.passenger + 1,
  comfort: PLAIN,
  touchedAt: at,
  askedAt: null,
})
