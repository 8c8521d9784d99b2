import { expect, test } from 'vitest'
import { fold } from '#src/payment/fold.ts'
import { readFigures } from '../../../cli/fleet/figures.ts'
import { cellsOf } from '../../../cli/fleet/list.ts'
import { readShowTask } from '../../../cli/fleet/show.ts'
import { terminalReport } from '../../../cli/fleet/show-text.ts'
import { acceptedPayment } from '../../fakes/accepted.ts'

const NOW = Date.UTC(2026, 10, 27, 12)
const FIGURES = readFigures(`tapsyr_build_info{version="0.2.0",electron="38",node="22"} 1
tapsyr_payments{state="accepted"} 3
tapsyr_payments{state="parked"} 2
tapsyr_unsettled_value{asset="USDC"} 12.5
tapsyr_oldest_unsettled_age_seconds 150
tapsyr_fleet_behind_entries 0
tapsyr_fleet_layer_version{layer="fleet"} 4
tapsyr_deny_list_version 7
tapsyr_deny_list_age_seconds 10800
tapsyr_rate_age_seconds 1200
tapsyr_fleet_refused{what="rate"} 1
tapsyr_device_state{device="reader",state="ready"} 1
tapsyr_device_state{device="printer",state="fault"} 1
tapsyr_clock_drift_seconds -2
tapsyr_out_of_service 1
tapsyr_fleet_layers_waiting 1
`)
const seen = { at: NOW - 12_000, figures: FIGURES }
const whose = { site: 'almaty-1', terminal: 'gate-07' }
const NOTHING = { notes: [], payments: [] }

test('a terminal is told of in words', () => {
  const detail = `refused: usd-kzt: FLEET_ORDER_OLDER version 4, and 5 is here ${'x'.repeat(60)}`
  const notes = [
    { type: 'noted' as const, what: 'signed-in', by: { id: 'a', name: 'Dana' }, at: NOW - 7_200_000 },
    { type: 'noted' as const, what: 'fleet-rate', by: null, detail, at: NOW - 60_000 },
  ]
  const payments = fold({ type: 'accepted', payment: acceptedPayment(7) }, () => undefined)
  const text = terminalReport({ ...whose, seen, recent: { notes, payments }, days: 7, now: NOW })
  expect(text.split('\n')).toEqual([
    'almaty-1 gate-07',
    'last seen  12 s ago, 2026-11-27 11:59:48',
    'version    0.2.0',
    'service    out of service, by order of the operator',
    'waiting    3 payments, the oldest for 2 min',
    'value      12.5 USDC',
    'parked     2 payments that nobody will pay as they are',
    'journal    0 entries are not here yet',
    'layers     fleet 4, site none, terminal none; others wait for a restart',
    'deny list  version 7, 3 h old',
    'rate       20 min old',
    'refused    the newest rate',
    'devices    printer fault, reader ready',
    'clock      2 s behind the network',
    '',
    'Last notes of 7 days (UTC)',
    '  2026-11-27 10:00:00  signed-in by Dana',
    '  2026-11-27 11:59:00  fleet-rate: refused: usd-kzt: FLEET_ORDER_OLDER version',
    `                       4, and 5 is here`,
    `                       ${'x'.repeat(57)}`,
    `                       xxx`,
    '',
    'Last payments of 7 days (UTC)',
    expect.stringMatching(/^ {2}2023-11-14 22:13:20 {2}receipt 7 {2}\S+ USDC {2}accepted$/),
  ])
})

test('of one that was never heard of nothing is made up', () => {
  const text = terminalReport({ ...whose, seen: undefined, recent: NOTHING, days: 3, now: NOW })
  expect(text).toContain('It was never heard of.')
  expect(text).toContain('No notes of the last 3 days')
})

test('a row has what matters of it', () => {
  expect(cellsOf(seen, NOW)).toEqual([
    '12 s',
    '3',
    '2 min',
    '0',
    '4/-/-',
    '7',
    'out of service, printer, rate refused, layers wait',
  ])
  expect(cellsOf(undefined, NOW)).toEqual(['never'])
  const idle = { at: NOW - 3 * 86_400_000, figures: readFigures('') }
  expect(cellsOf(idle, NOW)).toEqual(['3 d', '0', '-', '-', '-', '-', ''])
})

test.each([
  ['almaty-1 --in fleet', 'Name a site and a terminal.'],
  ['a.b gate --in fleet', '"a.b" is no name: letters, digits and "-", at most 31.'],
  ['almaty-1 gate-07 --days 0 --in fleet', '--days is a number from 1 to 999.'],
  ['almaty-1 gate-07', 'Name the folder of the fleet with --in.'],
])('show %s is not clear', (line, why) => {
  expect(readShowTask(line.split(' '), '/srv')).toEqual({ kind: 'wrong', why })
})
