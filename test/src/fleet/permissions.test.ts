import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FleetTerminal } from '#src/fleet/names.ts'
import { nameSchema } from '#src/fleet/names.ts'
import { settlerPermissions, terminalPermissions } from '#src/fleet/permissions.ts'

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

test('no two terminals may write or read the same subject', () => {
  fc.assert(
    fc.property(terminal, terminal, (one, other) => {
      fc.pre(one.site !== other.site || one.terminal !== other.terminal)
      const [a, b] = [terminalPermissions(one), terminalPermissions(other)]
      expect(overlap(a.publish, b.publish)).toEqual([])
      expect(overlap(a.subscribe, b.subscribe)).toEqual([])
    }),
  )
})

test('terminals whose names run together the same way are two', () => {
  const [a, b] = [
    terminalPermissions({ site: 'a-b', terminal: 'c' }),
    terminalPermissions({ site: 'a', terminal: 'b-c' }),
  ]
  expect(overlap([...a.publish, ...a.subscribe], [...b.publish, ...b.subscribe])).toEqual([])
})

test('no terminal writes outcomes, lanes or leases, or reads a journal', () => {
  const { publish, subscribe } = terminalPermissions({ site: 'almaty-1', terminal: 'gate-07' })
  expect(overlap(publish, ['tapsyr.outcome.>', 'tapsyr.lane.>', '$KV.>'])).toEqual([])
  expect(overlap(subscribe, ['tapsyr.>', '$KV.>', '$JS.>'])).toEqual([])
})

test('a settler forges no entry of a terminal', () => {
  expect(overlap(settlerPermissions.publish, ['tapsyr.up.>', 'tapsyr.journal.>', 'tapsyr.health.>'])).toEqual(
    [],
  )
})
