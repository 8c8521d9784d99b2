import { describe, expect, it } from 'vitest'
import { isCommandAnswer, readReport } from '#drivers/hid-pos/report.ts'
import {
  BOARDING_PASS,
  NEWLAND_ANSWER,
  NEWLAND_GOOD,
  SIXTY,
  SIXTY_AIM,
  SIXTY_PLAIN,
} from '../../vectors/hid-pos.ts'

const textOf = (data: Uint8Array | undefined) => String.fromCharCode(...(data ?? []))
const report = (...start: number[]) => Uint8Array.from({ length: 64 }, (_, i) => start[i] ?? 0)

describe.each([
  ['aim', SIXTY_AIM, ']Q1'],
  ['plain', SIXTY_PLAIN, undefined],
] as const)('a report in the layout %s', (layout, reports, symbology) => {
  it('holds up to 56 bytes, and says whether there is more', () => {
    const [first, last] = reports.map((bytes) => readReport(bytes, layout))
    expect(first).toMatchObject({ symbology, continued: true })
    expect(textOf(first?.data)).toBe(SIXTY.slice(0, 56))
    expect(last).toMatchObject({ symbology, continued: false })
    expect(textOf(last?.data)).toBe('6789')
  })

  it('never claims more than it can hold', () => {
    expect(readReport(report(0x02, 255), layout)?.data).toHaveLength(56)
  })

  it('is none with another id, or when it is cut off in its head', () => {
    expect(readReport(report(0x04, 3), layout)).toBeUndefined()
    expect(readReport(Uint8Array.of(0x02), layout)).toBeUndefined()
    expect(readReport(new Uint8Array(), layout)).toBeUndefined()
  })

  it('holds what has come when it is cut off in its data', () => {
    const [first] = reports
    const short = readReport(first?.slice(0, 12) ?? new Uint8Array(), layout)
    expect(textOf(short?.data)).toBe(SIXTY.slice(0, layout === 'aim' ? 7 : 10))
    expect(short?.continued).toBe(false)
  })
})

describe('a report in the layout aim', () => {
  it('is that of the Access-IS manual', () => {
    const [head = [], tail = []] = [BOARDING_PASS.heads[0], BOARDING_PASS.tails[0]]
    const pass = Uint8Array.of(...head, ...Array(56).fill(0x4d), ...tail)
    expect(readReport(pass, 'aim')).toEqual({
      symbology: ']Q0',
      data: new Uint8Array(56).fill(0x4d),
      continued: true,
    })
  })

  it('has no identifier where the scanner left it out', () => {
    expect(readReport(report(0x02, 1, 0, 0, 0, 0x41), 'aim')).toMatchObject({ symbology: undefined })
  })
})

describe('an answer to a command', () => {
  it('is known by the identifiers that Honeywell keeps for it', () => {
    for (const letters of [
      [0x5d, 0x5a, 0x36],
      [0x5d, 0x58, 0x30],
    ]) {
      const answer = readReport(report(0x02, 9, ...letters), 'aim')
      expect(answer && isCommandAnswer(answer, 'aim')).toBe(true)
    }
  })

  it('is known by how Newland’s begin', () => {
    for (const bytes of [NEWLAND_ANSWER, NEWLAND_GOOD]) {
      const answer = readReport(bytes, 'plain')
      expect(answer && isCommandAnswer(answer, 'plain')).toBe(true)
    }
  })

  it('is no code', () => {
    for (const [reports, layout] of [
      [SIXTY_AIM, 'aim'],
      [SIXTY_PLAIN, 'plain'],
    ] as const)
      for (const bytes of reports) {
        const code = readReport(bytes, layout)
        expect(code && isCommandAnswer(code, layout)).toBe(false)
      }
  })
})
