import { expect, test } from 'vitest'
import {
  BUCKETS,
  bucketStream,
  commandSubject,
  consumerName,
  healthSubject,
  inboxPrefix,
  journalSubject,
  keySubject,
  listChangeKey,
  listHeadKey,
  listPartKey,
  logsSubject,
  nameSchema,
  outcomeSubject,
  recallSubject,
  siteKey,
  terminalKey,
  terminalOf,
  terminalText,
} from '#src/fleet/names.ts'

const KIOSK = { site: 'almaty-1', terminal: 'gate-07' }

test('each subject of a terminal ends in its site and its name', () => {
  expect(journalSubject(KIOSK)).toBe('tapsyr.up.almaty-1.gate-07')
  expect(healthSubject(KIOSK)).toBe('tapsyr.health.almaty-1.gate-07')
  expect(recallSubject(KIOSK)).toBe('tapsyr.recall.almaty-1.gate-07')
  expect(outcomeSubject(KIOSK)).toBe('tapsyr.outcome.almaty-1.gate-07')
  expect(commandSubject(KIOSK)).toBe('tapsyr.command.almaty-1.gate-07')
  expect(logsSubject(KIOSK)).toBe('tapsyr.logs.almaty-1.gate-07')
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

test('a key lies where any client of NATS looks for it', () => {
  expect(keySubject(BUCKETS.layers, siteKey('almaty-1'))).toBe('$KV.layers.site.almaty-1')
  expect(keySubject(BUCKETS.layers, terminalKey(KIOSK))).toBe('$KV.layers.terminal.almaty-1.gate-07')
  expect(bucketStream(BUCKETS.deny)).toBe('KV_deny')
})

test('no two parts of deny lists have one key', () => {
  expect([listHeadKey('city'), listChangeKey('city', 7), listPartKey('city', 9, 1)]).toEqual([
    'city.head',
    'city.since.7',
    'city.full.9.1',
  ])
})
