import { describe, expect, it } from 'vitest'
import {
  isDue,
  isWaiting,
  nextState,
  PAYMENT_STATES,
  type PaymentState,
  type PaymentStep,
} from '#src/payment/states.ts'

/**
 * The life of a payment, as docs/architecture.md draws it. `-`: not legal. Paid by another hand is
 * paid, so `confirm` leads on from everywhere but the end; a submitted payment is submitted again by
 * the transaction that replaces its own; a payment whose line "returned" was lost with a damaged
 * journal can still be refused, be parked or expire. Only a person brings a parked one back.
 */
const LIFE = `
            submit     confirm    settle   reorganise  return    refuse   park    reopen    expire   void    cancel
accepted    submitted  confirmed  -        -           -         refused  parked  -         expired  voided  -
submitted   submitted  confirmed  -        -           accepted  refused  parked  -         expired  -       -
confirmed   -          -          settled  submitted   accepted  -        -       -         -        -       -
refused     submitted  confirmed  -        -           -         refused  parked  -         expired  voided  -
parked      -          confirmed  -        -           -         -        -       accepted  -        voided  -
expired     -          confirmed  -        -           -         -        -       -         -        -       -
settled     -          -          -        -           -         -        -       -         -        -       -
voided      -          -          -        -           -         -        -       -         -        -       -
cancelled   -          -          -        -           -         -        -       -         -        -       -
`

/** The same of a payer's own transfer: it is never due, and nothing is sent for it. */
const LIFE_OF_TRANSFER = `
            submit     confirm    settle   reorganise  return    refuse   park    reopen    expire   void    cancel
accepted    -          -          -        -           -         -        -       -         -        -       -
submitted   -          confirmed  -        -           -         -        -       -         expired  -       -
confirmed   -          -          settled  submitted   -         -        -       -         -        -       -
refused     -          -          -        -           -         -        -       -         -        -       -
parked      -          -          -        -           -         -        -       -         -        -       -
expired     -          confirmed  -        -           -         -        -       -         -        -       -
settled     -          -          -        -           -         -        -       -         -        -       -
voided      -          -          -        -           -         -        -       -         -        -       -
cancelled   -          -          -        -           -         -        -       -         -        -       -
`

/**
 * The same once the shop has taken it back: never due again, whatever the chain undoes. Somebody else
 * with a copy may still have it paid, as long as the payer's cancellation is not on the chain.
 */
const LIFE_OF_VOIDED = `
            submit     confirm    settle   reorganise  return    refuse   park    reopen    expire   void    cancel
accepted    -          -          -        -           -         -        -       -         -        -       -
submitted   -          -          -        -           -         -        -       -         -        -       -
confirmed   -          -          settled  voided      voided    -        -       -         -        -       -
refused     -          -          -        -           -         -        -       -         -        -       -
parked      -          -          -        -           -         -        -       -         -        -       -
expired     -          -          -        -           -         -        -       -         -        -       -
settled     -          -          -        -           -         -        -       -         -        -       -
voided      -          confirmed  -        -           -         -        -       -         voided   -       cancelled
cancelled   -          confirmed  -        -           -         -        -       -         -        -       -
`

function casesOf(life: string) {
  const [head = [], ...rows] = life
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
  const cases = rows.flatMap(([from, ...after]) =>
    after.map((to, i) => ({
      from: from as PaymentState,
      step: head[i] as PaymentStep,
      to: to === '-' ? undefined : (to as PaymentState),
    })),
  )
  return { rows, cases }
}

const { rows, cases: CASES } = casesOf(LIFE)

describe('the life of a payment', () => {
  it('has a row for every state and a column for every step', () => {
    expect(rows.map(([from]) => from).sort()).toEqual([...PAYMENT_STATES].sort())
    expect(CASES).toHaveLength(PAYMENT_STATES.length * 11)
  })

  it.each(CASES)('$from + $step = $to', ({ from, step, to }) => {
    expect(nextState(from, step)).toBe(to)
  })
})

describe('the life of a payer’s own transfer', () => {
  it.each(casesOf(LIFE_OF_TRANSFER).cases)('$from + $step = $to', ({ from, step, to }) => {
    expect(nextState(from, step, 'transfer')).toBe(to)
  })
})

describe('the life of a payment that was voided', () => {
  it.each(casesOf(LIFE_OF_VOIDED).cases)('$from + $step = $to', ({ from, step, to }) => {
    expect(nextState(from, step, 'voided')).toBe(to)
  })
})

describe('what a state means', () => {
  it.each<[PaymentState, boolean, boolean]>([
    ['accepted', true, true],
    ['submitted', true, false],
    ['confirmed', true, false],
    ['settled', false, false],
    ['refused', true, true],
    ['parked', false, false],
    ['expired', false, false],
    ['voided', false, false],
    ['cancelled', false, false],
  ])('%s: waiting %s, due %s', (state, waiting, due) => {
    expect([isWaiting(state), isDue(state)]).toEqual([waiting, due])
  })
})
