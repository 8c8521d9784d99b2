import { expect, test } from 'vitest'
import { exchange, ping, pollForToken, pollOnDemand } from '#drivers/neo/commands.ts'
import {
  exchanging,
  FIELD_OFF_MS,
  opening,
  POLL_MS,
  polling,
  probing,
  REMOVAL_POLL_MS,
  setting,
} from '#drivers/neo/limits.ts'
import { createSession } from '#drivers/neo/session.ts'
import { fail } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { scriptedReader } from './scripted.ts'

test.each([
  ['opening', ping(), opening, 1_500, 'READER_SILENT'],
  ['a setting', pollOnDemand(), setting, 800, 'READER_SILENT'],
  ['a probe', ping(), probing, 1_500, 'READER_SILENT'],
  ['a poll', pollForToken(200), polling(200), 1_200, 'READER_SILENT'],
  ['an exchange', exchange(Uint8Array.of(0)), exchanging, 3_000, 'CARD_TIMEOUT'],
] as const)('%s at a mute reader ends in time', async (_, command, limits, ms, fault) => {
  const clock = fakeClock()
  const asked = createSession(scriptedReader().link, clock).request(command, limits)
  let over = false
  void asked.then(() => {
    over = true
  })
  await clock.advance(ms - 1)
  expect(over).toBe(false)
  await clock.advance(1)
  expect(await asked).toMatchObject(fail(fault))
})

test('a poll fits its command, and a cashier does not wait long for it', () => {
  for (const ms of [POLL_MS, REMOVAL_POLL_MS]) {
    expect(ms % 10).toBe(0)
    expect(ms).toBeLessThanOrEqual(250)
    expect(polling(ms).answerMs[0]).toBeGreaterThan(ms)
  }
})

test('the field is off for longer than a card remembers', () => {
  expect(FIELD_OFF_MS).toBeGreaterThan(5.1)
})
