import { expect, test } from 'vitest'
import { Code, rfTimings } from '#drivers/pn532/commands.ts'
import { ACK_FRAME } from '#drivers/pn532/frame.ts'
import { exchanging, listing, opening, releasing, setting } from '#drivers/pn532/limits.ts'
import { createSession } from '#drivers/pn532/session.ts'
import { fail } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { scriptedChip } from './scripted.ts'

const ALL = { opening, setting, listing, exchanging, releasing }

test.each([
  ['waking it', Code.samConfiguration, opening, 200, 'READER_SILENT'],
  ['a setting', Code.setParameters, setting, 200, 'READER_SILENT'],
  ['a search', Code.inListPassiveTarget, listing, 1_000, 'READER_SILENT'],
  ['an exchange', Code.inDataExchange, exchanging, 3_000, 'CARD_TIMEOUT'],
  ['a release', Code.inRelease, releasing, 2_000, 'READER_SILENT'],
] as const)('a chip that acknowledges %s and then is mute', async (_, code, limits, ms, fault) => {
  const clock = fakeClock()
  const chip = scriptedChip(() => [ACK_FRAME])
  const asked = createSession(chip.link, clock).request(Uint8Array.of(code), limits)
  let over = false
  void asked.then(() => {
    over = true
  })
  await clock.advance(ms - 1)
  expect(over).toBe(false)
  await clock.advance(1)
  expect(await asked).toEqual(fail(fault))
})

test.each(Object.entries(ALL))(
  '%s: an ACK has far more than its 15 ms, and a second chance',
  (_, { ackMs }) => {
    expect(Math.min(...ackMs)).toBeGreaterThan(5 * 15)
    expect(ackMs.length).toBeGreaterThan(1)
  },
)

test('the first ACK is waited for as long as a slow serial chip needs after opening', () => {
  const all = opening.ackMs.reduce<number>((sum, ms) => sum + ms, 0)
  expect(all).toBe(1_500)
})

test('the chip gives a card up before the host gives the chip up', () => {
  // Its wait for a card's answer: 100 µs × 2^(n−1), n being the last byte of the timings.
  const cardMs = 0.1 * 2 ** ((rfTimings().at(-1) ?? 0) - 1)
  expect(cardMs).toBeCloseTo(819.2)
  expect(exchanging.answerMs).toBeGreaterThan(cardMs)
})
