import { expect, it } from 'vitest'
import { EVENT_NAMES, type Events } from '#src/ipc/contract.ts'

/** The compiler asks for every event here, and takes no other. */
const ALL: Record<keyof Events, true> = {
  'devices/changed': true,
  'sale/progress': true,
  'sale/notice': true,
  'sale/transfer': true,
  'sale/stray': true,
  'service/changed': true,
  'service/test-step': true,
  'sale/item-scanned': true,
  'disk/changed': true,
  'terminal/closed': true,
  'journal/written': true,
  'rate/changed': true,
  'staff/changed': true,
  'till/changed': true,
  'payment/void-allowed': true,
}

it('names every event that main sends, each once', () => {
  expect([...EVENT_NAMES].sort()).toEqual(Object.keys(ALL).sort())
})
