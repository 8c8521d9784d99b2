import { expect, it } from 'vitest'
import type { Verdict } from '#src/chain/port.ts'
import { isPermanent } from '#src/payment/refusal.ts'

/** Every verdict on a payment, and whether waiting can change it. The compiler asks for each. */
const FOR_EVER: Readonly<Record<Verdict, boolean>> = {
  AUTHORIZATION_SPENT: true,
  AUTHORIZATION_INVALID: true,
  ACCOUNT_BLOCKED: true,
  PAYER_NO_FUNDS: false,
  TOKEN_PAUSED: false,
  AUTHORIZATION_NOT_YET_VALID: false,
  AUTHORIZATION_EXPIRED: false, // has a state of its own
  PAYMENT_REVERTED: false,
}

it.each(Object.entries(FOR_EVER))('%s is for ever: %s', (verdict, forEver) => {
  expect(isPermanent(verdict as Verdict)).toBe(forEver)
})

it('no trouble with the way to the chain says anything for ever', () => {
  expect((['RPC_REFUSED', 'GAS_TOO_LOW', 'FEES_TOO_HIGH', 'INTERNAL'] as const).filter(isPermanent)).toEqual(
    [],
  )
})
