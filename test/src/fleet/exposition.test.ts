import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { type Exposition, mergedExposition } from '#src/fleet/exposition.ts'

const of = (terminal: string, text: string, seenAt = 1_700_000_000_000): Exposition => ({
  ...{ site: 'almaty-1', terminal, text, seenAt },
})

/** Figures as a terminal writes them, by prom-client. */
async function figures(taps: number): Promise<string> {
  const registry = new Registry()
  const registers = [registry]
  new Counter({ name: 'tapsyr_taps_total', help: 'Taps.', labelNames: ['kind'], registers }).inc(
    { kind: 'ride' },
    taps,
  )
  new Gauge({ name: 'tapsyr_unsettled_value', help: 'Waits.', labelNames: ['asset'], registers }).set(
    { asset: 'a "quoted" \\ one' },
    -1.5,
  )
  new Histogram({ name: 'tapsyr_tap_seconds', help: 'Took.', buckets: [0.1], registers }).observe(0.05)
  return registry.metrics()
}

test('each terminal’s figures are told apart, and each family stands together', async () => {
  const text = mergedExposition([of('gate-1', await figures(3)), of('gate-2', await figures(5))])
  expect(text.split('\n').filter((line) => line.includes('taps_total'))).toEqual([
    '# HELP tapsyr_taps_total Taps.',
    '# TYPE tapsyr_taps_total counter',
    'tapsyr_taps_total{site="almaty-1",terminal="gate-1",kind="ride"} 3',
    'tapsyr_taps_total{site="almaty-1",terminal="gate-2",kind="ride"} 5',
  ])
  expect(text).toContain(
    'tapsyr_unsettled_value{site="almaty-1",terminal="gate-1",asset="a \\"quoted\\" \\\\ one"} -1.5',
  )
  expect(text).toContain('tapsyr_tap_seconds_bucket{site="almaty-1",terminal="gate-2",le="+Inf"} 1')
  expect(text).toContain('tapsyr_tap_seconds_count{site="almaty-1",terminal="gate-2"} 1')
})

test('when each was last heard of is a figure of its own', () => {
  const text = mergedExposition([of('gate-1', ''), of('gate-2', 'rubbish', 1_700_000_060_000)])
  expect(text).toBe(
    [
      '# HELP tapsyr_terminal_seen_seconds When the terminal was last heard of, seconds since the epoch.',
      '# TYPE tapsyr_terminal_seen_seconds gauge',
      'tapsyr_terminal_seen_seconds{site="almaty-1",terminal="gate-1"} 1700000000',
      'tapsyr_terminal_seen_seconds{site="almaty-1",terminal="gate-2"} 1700000060',
      '',
    ].join('\n'),
  )
})

test.each([
  ['a label that would make it another terminal', 'tapsyr_x{terminal="gate-9",site="b"} 1'],
  ['the same behind one of its own', 'tapsyr_x{kind="a",terminal="gate-9"} 1'],
])('%s is left out', (_, sample) => {
  const text = mergedExposition([of('gate-1', `# TYPE tapsyr_x gauge\n${sample}\n`)])
  expect(text).not.toContain('gate-9')
  expect(text).toMatch(/^tapsyr_x\{site="almaty-1",terminal="gate-1"(,kind="a")?\} 1$/m)
})

test.each([
  'up 1',
  'tapsyr_y 1',
  'tapsyr_x_total 1',
  'tapsyr_x{kind="a} 1',
  'tapsyr_x{kind="a"}b 1',
  'tapsyr_x one',
  'tapsyr_x 1 1700000000',
  'tapsyr_terminal_seen_seconds{site="b"} 1\u0000',
])('%j is no sample of a terminal', (line) => {
  const text = mergedExposition([of('gate-1', `# TYPE tapsyr_x gauge\n${line}\n`)])
  expect(text.split('\n').filter((each) => !each.includes('_seen_seconds'))).toEqual([
    '# TYPE tapsyr_x gauge',
    '',
  ])
})

test('no terminal says when another, or itself, was last heard of', () => {
  const forged = '# TYPE tapsyr_terminal_seen_seconds gauge\ntapsyr_terminal_seen_seconds 9\n'
  expect(mergedExposition([of('gate-1', forged)])).toBe(mergedExposition([of('gate-1', '')]))
})
