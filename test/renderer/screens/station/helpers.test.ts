import { describe, expect, it } from 'vitest'
import { reasonOf } from '#renderer/screens/station/out-of-order.tsx'
import { unbroken } from '#renderer/screens/station/unbroken.ts'
import { placeAfter } from '#renderer/screens/station/use-arrow-keys.ts'
import { isNight } from '#renderer/screens/station/use-look.ts'
import { voiceOf } from '#renderer/screens/station/voice.ts'

describe('a voice', () => {
  const voices = [{ lang: 'en-US' }, { lang: 'ru_RU' }, { lang: 'kok-IN' }]

  it('is the first of the language, however the system writes its name', () => {
    expect(voiceOf(voices, 'en')).toBe(voices[0])
    expect(voiceOf(voices, 'ru')).toBe(voices[1])
  })

  it('is none where the system has none: another language’s would only confuse', () => {
    expect(voiceOf(voices, 'kk')).toBeNull()
    expect(voiceOf([], 'en')).toBeNull()
  })
})

it('goes round through the buttons with the arrows, from either end', () => {
  expect(placeAfter(-1, 1, 4)).toBe(0)
  expect(placeAfter(-1, -1, 4)).toBe(3)
  expect(placeAfter(3, 1, 4)).toBe(0)
  expect(placeAfter(0, -1, 4)).toBe(3)
  expect(placeAfter(1, 1, 4)).toBe(2)
})

it('is dark from seven in the evening until seven in the morning', () => {
  expect([18, 19, 23, 0, 6, 7, 12].map(isNight)).toEqual([false, true, true, true, true, false, false])
})

it('tells passengers what is wrong without the names of cables', () => {
  expect(reasonOf('READER_ABSENT')).toBe('station.out.reader')
  expect(reasonOf('LINK_CLOSED')).toBe('station.out.reader')
  expect(reasonOf('JOURNAL_WRITE_FAILED')).toBe('station.out.disk')
  expect(reasonOf('RATE_EXPIRED')).toBe('station.out.rate')
  expect(reasonOf('CLOCK_WRONG')).toBe('station.out.clock')
  expect(reasonOf('CONFIG_INVALID')).toBe('station.out.other')
})

it('keeps a phone number on one line', () => {
  expect(unbroken('+7 727 258')).toBe('+7\u00a0727\u00a0258')
})
