import type { StationView } from '#renderer/station-view.ts'
import type { ReadySnapshot } from '#renderer/view.ts'
import type { Ride, StationInfo, StationProduct, Ticket } from '#src/ipc/station.ts'
import type { Language } from '#src/language.ts'
import type { SaleFlow } from '#src/sale/flow.ts'
import { type Kiosk, type KioskStep, startOfKiosk } from '#src/station-screen/kiosk.ts'
import type { Outcome } from '#src/station-screen/outcome.ts'
import { CLOSED, NOW } from './payments.ts'

export const STATION_SCENES = [
  'station-start',
  'station-attract',
  'station-large',
  'station-contrast',
  'station-right',
  'station-help',
  'station-go',
  'station-go-offline',
  'station-pass',
  'station-again',
  'station-debt',
  'station-pay',
  'station-pay-again',
  'station-declined',
  'station-asking',
  'station-no-paper',
  'station-ticket',
  'station-ticket-left-out',
  'station-top-up',
  'station-prolonged',
  'station-begun',
  'station-ticket-failed',
  'station-out',
  'station-closed',
  'station-validator',
  'station-fare-long',
] as const
export type StationScene = (typeof STATION_SCENES)[number]

/** Passengers' displays: the kiosk's own first. */
export const STATION_SIZES = [
  { width: 1080, height: 1920 },
  { width: 1280, height: 800 },
  { width: 800, height: 480 },
  { width: 1920, height: 1080 },
] as const

const TENGE = { symbol: '₸', decimals: 2 } as const
const SINGLE: StationProduct = {
  id: 'single',
  kind: 'single',
  name: { kk: 'Бір сапар', ru: 'Одна поездка', en: 'Single ride' },
  price: 12_000n,
  hours: 2,
  days: null,
}

const TOP_UP: StationProduct = {
  id: 'top-up',
  kind: 'pass-top-up',
  name: { kk: 'Ұзарту', ru: 'Продление', en: 'Pass top-up' },
  price: 250_000n,
  hours: null,
  days: 7,
}

export const STATION: StationInfo = {
  name: { kk: 'Алатау станциясы', ru: 'Станция «Алатау»', en: 'Alatau station' },
  currency: TENGE,
  fare: 12_000n,
  cap: 60_000n,
  transferMinutes: 60,
  products: [
    SINGLE,
    {
      id: 'return',
      kind: 'return',
      name: { kk: 'Барып қайту', ru: 'Туда и обратно', en: 'Return' },
      price: 22_000n,
      hours: 24,
      days: null,
    },
    {
      id: 'day',
      kind: 'day-pass',
      name: { kk: 'Күндік', ru: 'На день', en: 'Day pass' },
      price: 60_000n,
      hours: null,
      days: null,
    },
    {
      id: 'month',
      kind: 'period-pass',
      name: { kk: 'Айлық', ru: 'На месяц', en: 'Month pass' },
      price: 900_000n,
      hours: null,
      days: 30,
    },
    TOP_UP,
  ],
  readerAt: 'below',
  validator: false,
  phone: '+7 727 258 00 00',
  idleSeconds: 45,
  giveUpSeconds: 20,
}

/** The screens show nothing of it. */
const ENTRY: Ride['entry'] = { seq: 1, at: NOW, fact: { type: 'noted', what: 'ride', by: null } }
const RIDE: Ride = {
  card: '0x7e5f4552091a69125d5dfcb7b8c2659029395bdf',
  reason: 'fare',
  paid: 12_000n,
  untilCap: 36_000n,
  goodUntil: NOW + 3_600_000,
  entry: ENTRY,
}

type Base = (language: Language, changes?: Partial<ReadySnapshot>) => ReadySnapshot
type Make = (language: Language) => ReadySnapshot

/** Every state of the kiosk. `card`: a sale that waits, with every way to pay. */
export function stationMakers(
  ready: Base,
  card: SaleFlow & { step: 'card' },
): Readonly<Record<StationScene, Make>> {
  const station = (view: Partial<StationView>, changes: Partial<ReadySnapshot> = {}): Make => {
    const whole = {
      info: STATION,
      kiosk: startOfKiosk(NOW),
      outcome: null,
      fault: null,
      perMinute: 0,
      ...view,
    }
    return (language) => ready(language, { ...changes, station: whole })
  }
  const at = (step: KioskStep, more: Partial<Kiosk> = {}) => ({
    kiosk: { ...startOfKiosk(NOW), step, ...more },
  })
  const comfort = (set: Partial<Kiosk['comfort']>) => ({
    kiosk: { ...startOfKiosk(NOW), comfort: { ...startOfKiosk(NOW).comfort, ...set } },
  })
  const go = (ride: Partial<Ride>, online = true) =>
    station({ outcome: { number: 1, kind: 'go', ride: { ...RIDE, ...ride }, online, repeated: false } })
  const stop = (kind: 'again' | 'refused', code: (Outcome & { kind: 'again' })['code']) =>
    station({ outcome: { number: 1, kind, code, owed: code === 'DEBT_OWED' ? '320\u00a0₸' : null } })
  const paying: KioskStep = { name: 'paying', product: SINGLE }
  const ticket = {
    code: `TAPSYR-T1:${'7B42K9Q0ZX5LM3A8'.repeat(9)}`,
    printed: 'printed',
    validUntil: NOW + 7_200_000,
    receipt: '001-000347',
    topUp: null,
  } as const
  const made = (changes: Partial<Ticket>) =>
    at({
      name: 'ticket',
      receipt: ticket.receipt,
      ticket: { kind: 'made', ticket: { ...ticket, ...changes } },
    })

  return {
    'station-start': station({}),
    'station-attract': station(at({ name: 'attract' })),
    'station-large': station(comfort({ large: true })),
    'station-contrast': station(comfort({ contrast: true })),
    'station-right': station({ info: { ...STATION, readerAt: 'right' } }),
    'station-help': station(at({ name: 'help' })),
    'station-go': go({}),
    'station-go-offline': go({}, false),
    'station-pass': go({ reason: 'pass', paid: 0n, goodUntil: NOW + 20 * 86_400_000 }),
    'station-again': stop('again', 'CARD_LEFT_EARLY'),
    'station-debt': stop('refused', 'DEBT_OWED'),
    'station-pay': station(at(paying), { flow: card }),
    'station-pay-again': station(at(paying), { flow: { ...card, notice: 'CARD_LEFT_EARLY' } }),
    'station-declined': station(at(paying), {
      flow: { step: 'declined', units: card.units, order: undefined, error: { code: 'CARD_REFUSED' } },
    }),
    'station-asking': station(at(paying, { askedAt: NOW - 7000 }), { flow: card }),
    'station-no-paper': station(at({ name: 'no-paper', product: SINGLE })),
    'station-ticket': station(made({})),
    'station-ticket-left-out': station(made({ printed: 'PRINTER_PAPER_OUT' })),
    'station-top-up': station(at({ name: 'paying', product: TOP_UP }), { flow: card }),
    'station-prolonged': station(made({ topUp: 'prolonged', validUntil: NOW + 20 * 86_400_000 })),
    'station-begun': station(made({ topUp: 'begun', validUntil: NOW + 7 * 86_400_000 })),
    'station-ticket-failed': station(
      at({
        name: 'ticket',
        receipt: ticket.receipt,
        ticket: { kind: 'failed', code: 'JOURNAL_WRITE_FAILED' },
      }),
    ),
    'station-out': station({ fault: { code: 'READER_ABSENT', since: NOW - 900_000 } }),
    'station-closed': station({}, { closed: CLOSED }),
    'station-validator': station({ info: { ...STATION, validator: true }, perMinute: 42 }),
    'station-fare-long': station({ info: { ...STATION, fare: 125_050n, cap: 1_200_000n } }),
  }
}
