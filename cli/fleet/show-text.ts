import type { FleetTerminal } from '#src/fleet/names.ts'
import { toDecimal } from '#src/money/amount.ts'
import type { Payment } from '#src/payment/record.ts'
import { type Figures, labelled, layersIn, waitingIn } from './figures.ts'
import type { Note, Recent } from './recent.ts'
import type { Seen } from './seen.ts'
import { aligned, lengthText, momentText, plain, wrapped } from './words.ts'

export interface Reported extends FleetTerminal {
  readonly seen: Seen | undefined
  readonly recent: Recent
  readonly days: number
  readonly now: number
}

const MOST_NOTES = 20
const MOST_PAYMENTS = 10

/** All that the fleet knows of a terminal, for people, in lines of 80 letters. */
export function terminalReport({ site, terminal, seen, recent, days, now }: Reported): string {
  const notes = recent.notes.slice(-MOST_NOTES)
  const payments = recent.payments.slice(-MOST_PAYMENTS)
  return [
    `${site} ${terminal}`,
    seen ? stateText(seen, now) : 'It was never heard of.',
    '',
    notes.length > 0 ? `Last notes of ${days} days (UTC)` : `No notes of the last ${days} days`,
    ...notes.map(noteText),
    '',
    payments.length > 0 ? `Last payments of ${days} days (UTC)` : `No payments of the last ${days} days`,
    ...(payments.length > 0 ? [aligned(payments.map(paymentCells))] : []),
  ].join('\n')
}

const stateText = ({ at, figures }: Seen, now: number): string =>
  aligned([
    ['last seen', `${lengthText(now - at)} ago, ${momentText(at)}`],
    ...factsOf(figures).filter(([, text]) => text !== ''),
  ])

/** What its figures say, in words; nothing of what they do not say. */
function factsOf(figures: Figures): [string, string][] {
  const seconds = (name: string) => told(figures.one(name), (value) => lengthText(value * 1000))
  const number = (name: string, words: (value: number) => string) => told(figures.one(name), words)
  const waiting = waitingIn(figures)
  const parked = figures.all('payments').find(({ labels }) => labels.state === 'parked')?.value ?? 0
  const devices = ['fault', 'connecting', 'ready'].flatMap((state) =>
    figures
      .all('device_state')
      .flatMap(({ labels, value }) =>
        labels.state === state && value === 1 ? `${labels.device} ${state}` : [],
      ),
  )
  const layers = layersIn(figures)
  const waits = figures.one('fleet_layers_waiting') === 1 ? '; others wait for a restart' : ''
  return [
    ['version', figures.all('build_info')[0]?.labels.version ?? ''],
    ['service', figures.one('out_of_service') === 1 ? 'out of service, by order of the operator' : ''],
    [
      'waiting',
      waiting === 0
        ? 'nothing'
        : `${waiting} payments, the oldest for ${seconds('oldest_unsettled_age_seconds')}`,
    ],
    [
      'value',
      figures
        .all('unsettled_value')
        .map(({ labels, value }) => `${value} ${labels.asset}`)
        .join(', '),
    ],
    ['parked', parked === 0 ? '' : `${parked} payments that nobody will pay as they are`],
    ['journal', number('fleet_behind_entries', (count) => `${count} entries are not here yet`)],
    ['layers', layers.some((each) => each !== undefined) ? layerText(layers) + waits : ''],
    [
      'deny list',
      number('deny_list_version', (version) =>
        version === 0 ? 'none yet' : `version ${version}, ${seconds('deny_list_age_seconds')} old`,
      ),
    ],
    ['rate', number('rate_age_seconds', () => `${seconds('rate_age_seconds')} old`)],
    [
      'refused',
      labelled(figures.all('fleet_refused'), 'what')
        .map((what) => `the newest ${what}`)
        .join(', '),
    ],
    ['devices', devices.join(', ')],
    [
      'chain',
      number('chain_head_age_seconds', () => `newest block ${seconds('chain_head_age_seconds')} old`),
    ],
    ['gas', number('gas_payments', (count) => `for about ${count} payments`)],
    [
      'clock',
      number(
        'clock_drift_seconds',
        (drift) => `${Math.abs(drift)} s ${drift < 0 ? 'behind' : 'ahead of'} the network`,
      ),
    ],
  ]
}

const told = (value: number | undefined, words: (value: number) => string): string =>
  value === undefined ? '' : words(value)

const layerText = ([fleet, site, terminal]: readonly (number | undefined)[]): string =>
  `fleet ${fleet ?? 'none'}, site ${site ?? 'none'}, terminal ${terminal ?? 'none'}`

function noteText({ at, what, by, detail }: Note): string {
  const who = by ? ` by ${plain(by.name)}` : ''
  return wrapped(`  ${momentText(at)}  `, `${what}${who}${detail === undefined ? '' : `: ${plain(detail)}`}`)
}

const paymentCells = (payment: Payment): string[] => [
  `  ${momentText(payment.acceptedAt)}`,
  `receipt ${payment.receiptNumber}`,
  `${toDecimal({ units: payment.authorization.value, asset: payment.asset })} ${plain(payment.asset.symbol)}`,
  payment.refusal === null ? payment.state : `${payment.state}: ${payment.refusal}`,
]
