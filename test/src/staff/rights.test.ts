import { expect, it } from 'vitest'
import { ROLES } from '#src/staff/person.ts'
import { may, RIGHTS } from '#src/staff/rights.ts'

/** Who may do what alone: the table of docs/operating.md. */
const TABLE = `
                 cashier  supervisor  owner  technician
sell             yes      yes         yes    -
discount         -        yes         yes    -
open-drawer      -        yes         yes    -
print-copy       -        yes         yes    -
void             -        yes         yes    -
refund           -        yes         yes    -
close-any-shift  -        yes         yes    -
override-risk    -        yes         yes    -
approve-refund   -        -           yes    -
service          -        -           yes    yes
`

it('gives each role its rights and no other', () => {
  const [, ...rows] = TABLE.trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
  expect(rows.map(([right]) => right)).toEqual(RIGHTS)
  for (const [i, right] of RIGHTS.entries())
    expect(ROLES.map((role) => (may(role, right) ? 'yes' : '-'))).toEqual(rows[i]?.slice(1))
})
