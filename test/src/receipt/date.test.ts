import { describe, expect, it } from 'vitest'
import { formatDay, formatDeadline, formatMoment } from '#src/receipt/date.ts'
import { RECEIPT_WORDS } from '#src/receipt/words.ts'

const at = Date.UTC(2026, 10, 24, 9, 32, 59)
const almaty = { at, utcOffsetMinutes: 300 }

describe('a moment on paper', () => {
  it.each([
    ['kk', '24.11.2026 14:32 UTC+5', '24 қараша 14:32'],
    ['ru', '24.11.2026 14:32 UTC+5', '24 ноября 14:32'],
    ['en', '24 Nov 2026 14:32 UTC+5', '24 Nov 14:32'],
  ] as const)('is the shop clock in %s', (language, moment, deadline) => {
    expect(formatMoment(almaty, RECEIPT_WORDS[language])).toBe(moment)
    expect(formatDeadline(almaty, RECEIPT_WORDS[language])).toBe(deadline)
    expect(`${formatDay(almaty, RECEIPT_WORDS[language])} 14:32`).toBe(deadline)
  })

  it.each([
    [0, '24 Nov 2026 09:32 UTC'],
    [330, '24 Nov 2026 15:02 UTC+5:30'],
    [-210, '24 Nov 2026 06:02 UTC-3:30'],
    [900, '25 Nov 2026 00:32 UTC+15'],
  ])('follows an offset of %i minutes', (utcOffsetMinutes, text) => {
    expect(formatMoment({ at, utcOffsetMinutes }, RECEIPT_WORDS.en)).toBe(text)
  })
})
