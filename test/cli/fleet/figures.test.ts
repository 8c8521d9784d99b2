import { expect, test } from 'vitest'
import { labelled, layersIn, readFigures, troublesIn, waitingIn } from '../../../cli/fleet/figures.ts'

const TEXT = `# HELP tapsyr_payments Payments of the journal by state.
# TYPE tapsyr_payments gauge
tapsyr_payments{state="accepted"} 3
tapsyr_payments{state="refused"} 1
tapsyr_payments{state="settled"} 900
tapsyr_oldest_unsettled_age_seconds 90.5
tapsyr_device_state{device="printer",state="fault"} 1
tapsyr_device_state{device="reader",state="fault"} 0
tapsyr_fleet_refused{what="rate"} 1
tapsyr_fleet_refused{what="list"} 0
tapsyr_fleet_layer_version{layer="fleet"} 4
tapsyr_fleet_layer_version{layer="terminal"} 1
tapsyr_gas_balance_wei 1e+17
tapsyr_out_of_service 1
tapsyr_fleet_layers_waiting 1
`

test('figures are read by name and label', () => {
  const figures = readFigures(TEXT)
  expect(figures.one('oldest_unsettled_age_seconds')).toBe(90.5)
  expect(figures.one('gas_balance_wei')).toBe(1e17)
  expect(figures.one('rate_age_seconds')).toBeUndefined()
  expect(labelled(figures.all('fleet_refused'), 'what')).toEqual(['rate'])
  expect(waitingIn(figures)).toBe(4)
  expect(troublesIn(figures)).toEqual(['out of service', 'printer', 'rate refused', 'layers wait'])
  expect(layersIn(figures)).toEqual([4, undefined, 1])
})

test('what is no figure of ours is left out, and nothing in one does anything to a screen', () => {
  const figures = readFigures(
    [
      'node_load 5',
      'tapsyr_payments{state="accepted"} many',
      'tapsyr_payments{state="accepted"} NaN',
      'tapsyr_build_info{version="\u001b[2J"} 1',
      'tapsyr_taps 1 1700000000',
    ].join('\n'),
  )
  expect([figures.all('payments'), figures.all('taps')]).toEqual([[], []])
  expect(figures.all('build_info')).toEqual([{ labels: { version: '·[2J' }, value: 1 }])
})
