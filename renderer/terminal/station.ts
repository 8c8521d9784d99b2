import type { ErrorCode } from '#src/errors/codes.ts'
import type { Bridge, TerminalInfo } from '#src/ipc/contract.ts'
import type { StationInfo, StationProduct } from '#src/ipc/station.ts'
import { unitsOf } from '#src/order/price.ts'
import { ok, type Result } from '#src/result.ts'
import { nextFault, type StationFault } from '#src/station-screen/fault.ts'
import {
  deadlineOf,
  type Kiosk,
  type KioskEvent,
  type KioskRules,
  nextKiosk,
  startOfKiosk,
  takesRides,
} from '#src/station-screen/kiosk.ts'
import { endsPassenger, type Outcome, shownMs } from '#src/station-screen/outcome.ts'
import { withinMinute } from '#src/station-screen/pace.ts'
import { orderOfProduct } from '#src/station-screen/product-order.ts'
import type { Clock } from '#src/time/clock.ts'
import type { Feed } from '../queue/feed.ts'
import type { StationActions, StationView } from '../station-view.ts'
import type { ReadySnapshot } from '../view.ts'
import { createRides } from './rides.ts'
import type { SaleController } from './sale.ts'

export interface StationParts {
  readonly bridge: Bridge
  readonly clock: Clock
  readonly feed: Pick<Feed, 'take'>
  readonly info: StationInfo
  readonly sale: Pick<SaleController, 'charge' | 'cancel' | 'newSale'>
  /** The snapshot as it is now, and whenever it changes. */
  readonly look: () => ReadySnapshot
  readonly subscribe: (listener: () => void) => () => void
  readonly isOnline: () => boolean
  readonly onView: (view: StationView) => void
  /** A new passenger: back to the station's own language. */
  readonly onPassenger: () => void
  readonly onAccepted: () => void
}

/** What the station is, where the face is one. */
export async function askStation(bridge: Bridge, info: TerminalInfo): Promise<Result<StationInfo | null>> {
  return info.face === 'station' ? bridge.call('station/info', undefined) : ok(null)
}

/** Runs the kiosk's face: rides one after the other, products between them, and always back to the start. */
export function createStation(parts: StationParts): StationActions {
  const { bridge, clock, info } = parts
  const rules: KioskRules = { idleMs: info.idleSeconds * 1000, giveUpMs: info.giveUpSeconds * 1000 }
  let kiosk = startOfKiosk(clock.now())
  let outcome: Outcome | null = null
  let fault: StationFault | null = null
  let shown: StationView | null = null
  let taps: readonly number[] = []
  let flow = parts.look().flow
  let stopTimer = () => {}
  let stopOutcome = () => {}

  const rides = createRides({
    ...parts,
    isWanted: () =>
      takesRides(kiosk) && flow.step === 'amount' && fault?.code !== 'CLOCK_WRONG' && !parts.look().closed,
    onOutcome: showOutcome,
    onFault: publish,
  })

  function publish(): void {
    const snapshot = parts.look()
    const { devices, network } = snapshot
    const clockWrong = network.kind === 'online' && network.status.clockAheadBy !== null
    const ride = rides.fault() ?? rateFaultOf(snapshot)
    fault = nextFault(fault, { reader: devices.reader, clockWrong, ride }, clock.now())
    const view = { info, kiosk, outcome, fault, perMinute: withinMinute(taps, clock.now()).length }
    if (shown && isSame(shown, view)) return
    shown = view
    parts.onView(view)
  }

  function happen(event: KioskEvent): void {
    const before = kiosk
    kiosk = nextKiosk(kiosk, event, clock.now(), rules)
    if (kiosk === before) return
    if (kiosk.passenger !== before.passenger) parts.onPassenger()
    // Whoever went away without paying leaves a sale behind.
    if (before.step.name === 'paying' && kiosk.step.name !== 'paying') leaveSale()
    stopTimer()
    const due = deadlineOf(kiosk, rules)
    if (due !== null) stopTimer = clock.after(due - clock.now(), () => happen({ type: 'time' }))
    publish()
    rides.level()
  }

  function leaveSale(): void {
    if (flow.step === 'card') parts.sale.cancel()
    if (flow.step === 'declined') parts.sale.newSale()
  }

  function showOutcome(next: Outcome): void {
    // The one before is still shown: whoever taps now is the next passenger.
    if (outcome !== null && endsPassenger(outcome)) happen({ type: 'rode' })
    outcome = next
    if (next.kind === 'go' && !next.repeated) taps = [...withinMinute(taps, clock.now()), clock.now()]
    happen({ type: 'touch' })
    publish()
    stopOutcome()
    stopOutcome = clock.after(shownMs(next), () => {
      outcome = null
      if (endsPassenger(next)) happen({ type: 'rode' })
      publish()
    })
  }

  async function buy(product: StationProduct): Promise<void> {
    // A card that is signing at this moment rides; what was chosen can be chosen again.
    if (!(await rides.stop())) return happen({ type: 'unpaid' })
    if (!isPaying(kiosk)) return
    const { info: terminal, rate } = parts.look()
    const paper = terminal.prices?.paper ?? terminal.language
    const order = orderOfProduct(product, { currency: info.currency, paper, rate: rate.rate })
    parts.sale.charge(unitsOf(order, terminal.asset), order, product.id)
  }

  async function printTicket(receipt: string): Promise<void> {
    const ticket = await bridge.call('station/ticket', { receipt })
    happen({
      type: 'ticket',
      ticket: ticket.ok
        ? { kind: 'made', ticket: ticket.value }
        : { kind: 'failed', code: ticket.error.code },
    })
  }

  /** The sale has gone on: its end is the kiosk's next step. */
  function follow(): void {
    const before = flow
    flow = parts.look().flow
    if (flow.step === 'accepted' && before.step !== 'accepted') {
      const { receipt } = flow.payment
      happen({ type: 'paid', receipt })
      parts.sale.newSale()
      void printTicket(receipt)
    } else if (flow.step === 'declined' && kiosk.step.name !== 'paying') parts.sale.newSale()
    else if (flow.step !== 'amount') happen({ type: 'progress' })
    else if (before.step !== 'accepted') happen({ type: 'unpaid' })
  }

  let following = false
  parts.subscribe(() => {
    // What is done here changes the snapshot, too.
    if (following) return
    following = true
    while (parts.look().flow !== flow) follow()
    publish()
    rides.level()
    following = false
  })
  happen({ type: 'touch' })
  return {
    touch: () => happen({ type: 'touch' }),
    set: (comfort) => happen({ type: 'set', comfort }),
    help: () => happen({ type: 'help' }),
    back: () => happen({ type: 'back' }),
    moreTime: () => happen({ type: 'more-time' }),
    choose(productId) {
      const product = info.products.find(({ id }) => id === productId)
      if (!product || kiosk.step.name !== 'start') return
      happen({ type: 'choose', product, canPrint: parts.look().devices.printer.kind === 'ready' })
      if (isPaying(kiosk)) void buy(product)
    },
  }
}

const isPaying = ({ step }: Kiosk): boolean => step.name === 'paying'

/** Without a rate that counts there is no fare. */
function rateFaultOf({ info, rate }: ReadySnapshot): ErrorCode | null {
  if (!info.prices?.isRated) return null
  if (rate.age === 'unknown') return 'RATE_UNKNOWN'
  return rate.age === 'expired' ? 'RATE_EXPIRED' : null
}

const isSame = (one: StationView, other: StationView): boolean =>
  one.kiosk === other.kiosk &&
  one.outcome === other.outcome &&
  one.fault === other.fault &&
  one.perMinute === other.perMinute
