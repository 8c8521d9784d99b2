import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StationProduct, Ticket } from '#src/ipc/station.ts'
import {
  deadlineOf,
  type Kiosk,
  type KioskEvent,
  nextKiosk,
  startOfKiosk,
  takesRides,
} from '#src/station-screen/kiosk.ts'

const RULES = { idleMs: 45_000, giveUpMs: 20_000 }
const PRODUCT: StationProduct = {
  id: 'single',
  kind: 'single',
  name: { kk: 'Бір сапар', ru: 'Одна поездка', en: 'Single ride' },
  price: 12_000n,
  hours: 2,
  days: null,
}
const TICKET: Ticket = {
  ...{ code: 'T', printed: 'printed', validUntil: 9, receipt: '001-000001', topUp: null },
}
const choose = (canPrint: boolean): KioskEvent => ({ type: 'choose', product: PRODUCT, canPrint })
const paid: KioskEvent = { type: 'paid', receipt: '001-000001' }
const made = (printed: Ticket['printed']): KioskEvent => ({
  type: 'ticket',
  ticket: { kind: 'made', ticket: { ...TICKET, printed } },
})

/** All events at the moment 0. */
const having = (...events: readonly KioskEvent[]): Kiosk =>
  events.reduce((kiosk, event) => nextKiosk(kiosk, event, 0, RULES), startOfKiosk(0))

/** What becomes of it when nobody does anything until then. */
function left(kiosk: Kiosk, untilMs: number): Kiosk {
  const due = deadlineOf(kiosk, RULES)
  return due === null || due > untilMs ? kiosk : left(nextKiosk(kiosk, { type: 'time' }, due, RULES), untilMs)
}
const nameOf = ({ step }: Kiosk) => step.name

describe('buying', () => {
  it('goes from the product through the payment to the ticket', () => {
    expect(nameOf(having(choose(true)))).toBe('paying')
    expect(having(choose(true), paid).step).toEqual({
      name: 'ticket',
      receipt: '001-000001',
      ticket: { kind: 'printing' },
    })
    expect(having(choose(true), paid, made('printed')).step).toMatchObject({ ticket: { ticket: TICKET } })
  })

  it('says before the payment that no ticket can be printed, and still takes rides', () => {
    const kiosk = having(choose(false))
    expect(nameOf(kiosk)).toBe('no-paper')
    expect(takesRides(kiosk)).toBe(true)
  })

  it('takes no rides while it takes money for a ticket', () => {
    expect(takesRides(having(choose(true)))).toBe(false)
    expect(takesRides(having(choose(true), paid))).toBe(false)
    expect(takesRides(having(choose(true), paid, made('printed'), { type: 'back' }))).toBe(true)
  })

  it('can be left at each step', () => {
    for (const kiosk of [having(choose(true)), having(choose(false)), having({ type: 'help' })])
      expect(nameOf(nextKiosk(kiosk, { type: 'back' }, 0, RULES))).toBe('start')
  })

  it('shows a ticket also when the payment came while the sale was being left', () => {
    expect(nameOf(having(choose(true), { type: 'back' }, paid))).toBe('ticket')
  })

  it('goes back when nothing was paid', () => {
    expect(nameOf(having(choose(true), { type: 'unpaid' }))).toBe('start')
  })
})

describe('time', () => {
  it('brings the attract screen after 45 s at the start, and a touch brings the start back', () => {
    const idle = left(startOfKiosk(0), 45_000)
    expect(nameOf(left(startOfKiosk(0), 44_999))).toBe('start')
    expect(nameOf(idle)).toBe('attract')
    expect(nameOf(nextKiosk(idle, { type: 'touch' }, 50_000, RULES))).toBe('start')
  })

  it('asks after 45 s, and gives up 20 s later', () => {
    expect(left(having(choose(true)), 45_000)).toMatchObject({ step: { name: 'paying' }, askedAt: 45_000 })
    expect(nameOf(left(having(choose(true)), 64_999))).toBe('paying')
    expect(left(having(choose(true)), 65_000)).toMatchObject({ step: { name: 'start' }, askedAt: null })
  })

  it('gives the whole time again to whoever asks for more, as often as they like', () => {
    let kiosk = having(choose(true))
    for (const at of [60_000, 120_000, 180_000])
      kiosk = nextKiosk(left(kiosk, at), { type: 'more-time' }, at, RULES)
    expect(kiosk).toMatchObject({ step: { name: 'paying' }, askedAt: null })
    expect(deadlineOf(kiosk, RULES)).toBe(225_000)
  })

  it('is not answered by a touch beside the question', () => {
    const asking = left(having(choose(true)), 45_000)
    expect(nextKiosk(asking, { type: 'touch' }, 46_000, RULES)).toBe(asking)
  })

  it('starts anew with each step of the card', () => {
    const kiosk = nextKiosk(having(choose(true)), { type: 'progress' }, 40_000, RULES)
    expect(deadlineOf(kiosk, RULES)).toBe(85_000)
  })

  it('goes back 8 s after a ticket that came out, but asks first when only its code is there', () => {
    expect(nameOf(left(having(choose(true), paid, made('printed')), 8000))).toBe('start')
    const leftOut = having(choose(true), paid, made('PRINTER_PAPER_OUT'))
    expect(nameOf(left(leftOut, 64_999))).toBe('ticket')
    expect(nameOf(left(leftOut, 65_000))).toBe('start')
  })
})

describe('the next passenger', () => {
  it('finds nothing of the one before', () => {
    const changed = having({ type: 'set', comfort: { large: true, aloud: true } })
    expect(changed.comfort).toEqual({ large: true, contrast: false, aloud: true })
    for (const end of [
      nextKiosk(changed, { type: 'rode' }, 0, RULES),
      left(changed, 45_000),
      nextKiosk(nextKiosk(changed, choose(true), 0, RULES), { type: 'back' }, 0, RULES),
    ]) {
      expect(end.comfort).toEqual({ large: false, contrast: false, aloud: false })
      expect(end.passenger).toBe(1)
    }
  })

  it('keeps what they set while they buy', () => {
    expect(having({ type: 'set', comfort: { contrast: true } }, choose(true), paid).comfort.contrast).toBe(
      true,
    )
  })
})

const anyEvent: fc.Arbitrary<KioskEvent> = fc.constantFrom<KioskEvent>(
  { type: 'touch' },
  { type: 'help' },
  { type: 'set', comfort: { large: true } },
  choose(true),
  choose(false),
  { type: 'back' },
  { type: 'more-time' },
  { type: 'progress' },
  paid,
  made('printed'),
  made('PRINTER_PAPER_OUT'),
  { type: 'ticket', ticket: { kind: 'failed', code: 'PRINTER_ABSENT' } },
  { type: 'unpaid' },
  { type: 'rode' },
  { type: 'time' },
)

it('comes back to its start from every state without anybody touching it', () => {
  const history = fc.array(fc.tuple(anyEvent, fc.nat(30_000)), { maxLength: 40 })
  fc.assert(
    fc.property(history, (events) => {
      let at = 0
      let kiosk = startOfKiosk(at)
      for (const [event, ms] of events) {
        at += ms
        kiosk = nextKiosk(left(kiosk, at), event, at, RULES)
      }
      // Ask, give up, idle at the start: then it waits for whoever comes next, as it was set up.
      const end = left(kiosk, at + 3 * (RULES.idleMs + RULES.giveUpMs))
      expect(end).toMatchObject({
        step: { name: 'attract' },
        askedAt: null,
        comfort: startOfKiosk(0).comfort,
      })
    }),
  )
})
