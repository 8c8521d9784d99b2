import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FleetTerminal } from '#src/fleet/names.ts'
import { nameSchema } from '#src/fleet/names.ts'
import { operatorPermissions, settlerPermissions, terminalPermissions } from '#src/fleet/permissions.ts'

/**
 * Whether one subject may mean both, by NATS, "Subject-Based Messaging": "*" is any one token, ">" at the end is
 * one or more.
 */
function meet(one: readonly string[], other: readonly string[]): boolean {
  const [[a, ...restA], [b, ...restB]] = [one, other]
  if (a === undefined || b === undefined) return a === b
  if (a === '>' || b === '>') return true
  return (a === b || a === '*' || b === '*') && meet(restA, restB)
}
const overlap = (one: readonly string[], other: readonly string[]): string[] =>
  one.filter((a) => other.some((b) => meet(a.split('.'), b.split('.'))))

const name = fc.stringMatching(/^[A-Za-z0-9-]{1,31}$/).filter((text) => nameSchema.safeParse(text).success)
const terminal: fc.Arbitrary<FleetTerminal> = fc.record({ site: name, terminal: name })

/** What all terminals may read: the fleet's own layer, lists and rates. Nobody of them writes it. */
const SHARED = [
  '$KV.layers.fleet',
  '$KV.deny.>',
  '$KV.rates.>',
  ...['layers.$KV.layers.fleet', 'deny.$KV.deny.>', 'rates.$KV.rates.>'].map(
    (what) => `$JS.API.DIRECT.GET.KV_${what}`,
  ),
]
const own = (subjects: readonly string[]): string[] =>
  subjects.filter((subject) => overlap([subject], SHARED).length === 0)

test('no two terminals may write the same subject, or read the same but what is for all', () => {
  fc.assert(
    fc.property(terminal, terminal, (one, other) => {
      fc.pre(one.site !== other.site || one.terminal !== other.terminal)
      const [a, b] = [terminalPermissions(one), terminalPermissions(other)]
      const ofSite = one.site === other.site ? overlap(a.publish, b.publish) : []
      expect(overlap(own(a.publish), own(b.publish))).toEqual(own(ofSite))
      expect(own(ofSite)).toEqual(
        one.site === other.site ? [`$JS.API.DIRECT.GET.KV_layers.$KV.layers.site.${one.site}`] : [],
      )
      expect(overlap(own(a.subscribe), own(b.subscribe))).toEqual(
        one.site === other.site ? [`$KV.layers.site.${one.site}`] : [],
      )
    }),
  )
})

test('terminals whose names run together the same way are two', () => {
  const [a, b] = [
    terminalPermissions({ site: 'a-b', terminal: 'c' }),
    terminalPermissions({ site: 'a', terminal: 'b-c' }),
  ]
  expect(overlap(own([...a.publish, ...a.subscribe]), own([...b.publish, ...b.subscribe]))).toEqual([])
})

test('no terminal writes outcomes, lanes, leases or orders, or reads the journal of all', () => {
  const { publish, subscribe } = terminalPermissions({ site: 'almaty-1', terminal: 'gate-07' })
  const others = ['tapsyr.outcome.>', 'tapsyr.lane.>', 'tapsyr.command.>', '$KV.>', '$JS.API.STREAM.>']
  expect(overlap(publish, others)).toEqual([])
  expect(overlap(publish, ['$JS.API.CONSUMER.*.JOURNAL.almaty-1_gate-08.>'])).toEqual([])
  expect(overlap(subscribe, ['tapsyr.>', '$KV.leases.>', '$KV.cursors.>', '$JS.>'])).toEqual([])
})

test('an operator speaks for no terminal and no settler, and takes nothing away', () => {
  const { publish } = operatorPermissions
  const forged = ['up', 'journal', 'recall', 'recalls', 'health', 'outcome', 'lane', 'logs'].map(
    (what) => `tapsyr.${what}.>`,
  )
  const ruin = ['DELETE', 'PURGE', 'UPDATE', 'CREATE'].map((what) => `$JS.API.STREAM.${what}.>`)
  expect(overlap(publish, [...forged, ...ruin, '$KV.leases.>', '$KV.cursors.>'])).toEqual([])
})

test('a settler forges no entry of a terminal', () => {
  expect(overlap(settlerPermissions.publish, ['tapsyr.up.>', 'tapsyr.journal.>', 'tapsyr.health.>'])).toEqual(
    [],
  )
})
