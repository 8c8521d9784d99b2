import { expect, it } from 'vitest'
import { EVENT_NAMES } from '#src/ipc/contract.ts'
import { CUSTOMER_EVENT } from '#src/ipc/customer.ts'

it('is none of the kiosk’s events: neither page can listen in on the other’s', () => {
  expect(EVENT_NAMES).not.toContain(CUSTOMER_EVENT)
})
