import { expect, test } from 'vitest'
import {
  consumerName,
  healthSubject,
  inboxPrefix,
  journalSubject,
  nameSchema,
  outcomeSubject,
  recallSubject,
  terminalOf,
  terminalText,
} from '#src/fleet/names.ts'

const KIOSK = { site: 'almaty-1', terminal: 'gate-07' }

test('each subject of a terminal ends in its site and its name', () => {
  expect(journalSubject(KIOSK)).toBe('tapsyr.up.almaty-1.gate-07')
  expect(healthSubject(KIOSK)).toBe('tapsyr.health.almaty-1.gate-07')
  expect(recallSubject(KIOSK)).toBe('tapsyr.recall.almaty-1.gate-07')
  expect(outcomeSubject(KIOSK)).toBe('tapsyr.outcome.almaty-1.gate-07')
})

test('a settler reads the terminal from where the mapping has put its entry', () => {
  expect(terminalOf('tapsyr.journal.11.almaty-1.gate-07')).toEqual(KIOSK)
  expect(terminalText(KIOSK)).toBe('almaty-1/gate-07')
})

test.each(['', 'a.b', 'a b', '*', '>', 'касса', 'a_b', 'a'.repeat(32)])('%j is no name', (name) => {
  expect(nameSchema.safeParse(name).success).toBe(false)
})

test('a site and a terminal together fit where a payment names the terminal that took it', () => {
  const longest = 'a'.repeat(31)
  expect(nameSchema.safeParse(longest).success).toBe(true)
  expect(terminalText({ site: longest, terminal: longest }).length).toBeLessThanOrEqual(64)
})

test('no two terminals share an inbox or a consumer', () => {
  expect(inboxPrefix(KIOSK)).toBe('_INBOX_almaty-1_gate-07')
  expect(consumerName(KIOSK)).toBe('almaty-1_gate-07')
})
