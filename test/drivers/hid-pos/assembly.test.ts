import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAssembly, FLUSH_MS, MAX_BYTES } from '#drivers/hid-pos/assembly.ts'
import type { HidPosLayout } from '#drivers/hid-pos/layout.ts'
import type { Scan } from '#src/device/scanner.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { NEWLAND_ANSWER, NEWLAND_GOOD, SIXTY, SIXTY_AIM, SIXTY_PLAIN } from '../../vectors/hid-pos.ts'

function assemble(layout?: HidPosLayout) {
  const scans: Scan[] = []
  const clock = fakeClock()
  const assembly = createAssembly({ clock, layout, onScan: (scan) => scans.push(scan) })
  return {
    assembly,
    clock,
    scans,
    takeAll: (reports: readonly Uint8Array[]) => reports.forEach(assembly.take),
  }
}

const full = (flag: number, letter = 0x41) =>
  Uint8Array.from({ length: 64 }, (_, i) =>
    i === 0 ? 2 : i === 1 ? 56 : i < 58 ? letter : i === 63 ? flag : 0,
  )

describe('reports of one code', () => {
  it.each([
    ['aim', SIXTY_AIM, { text: SIXTY, symbology: ']Q1' }],
    ['plain', SIXTY_PLAIN, { text: SIXTY, symbology: undefined }],
  ] as const)('are put together in the layout %s, known or guessed', (layout, reports, scan) => {
    for (const known of [layout, undefined]) {
      const { takeAll, scans } = assemble(known)
      takeAll([...reports, ...reports])
      expect(scans).toEqual([scan, scan])
    }
  })

  it('are a code when the last one promised more and nothing came', async () => {
    const { assembly, clock, scans } = assemble('plain')
    assembly.take(full(1))
    await clock.advance(FLUSH_MS - 1)
    expect(scans).toEqual([])
    await clock.advance(1)
    expect(scans).toEqual([{ text: 'A'.repeat(56), symbology: undefined }])
    await clock.advance(10 * FLUSH_MS)
    expect(scans).toHaveLength(1)
  })

  it('may come slowly: each one starts the wait anew', async () => {
    const { assembly, clock, scans } = assemble('plain')
    for (const letter of [0x41, 0x42, 0x43]) {
      assembly.take(full(1, letter))
      await clock.advance(FLUSH_MS - 1)
    }
    assembly.take(full(0, 0x44))
    expect(scans.map(({ text }) => text)).toEqual([['A', 'B', 'C', 'D'].map((l) => l.repeat(56)).join('')])
  })

  it('keep the identifier of the first', () => {
    const { assembly, scans } = assemble('aim')
    const [first, last] = SIXTY_AIM
    assembly.take(first ?? new Uint8Array())
    assembly.take((last ?? new Uint8Array()).map((byte, i) => (i === 4 ? 0x33 : byte)))
    expect(scans).toEqual([{ text: SIXTY, symbology: ']Q1' }])
  })

  it('are forgotten when they are dropped in the middle', async () => {
    const { assembly, clock, scans, takeAll } = assemble('aim')
    assembly.take(SIXTY_AIM[0] ?? new Uint8Array())
    assembly.drop()
    await clock.advance(FLUSH_MS)
    expect(scans).toEqual([])
    takeAll(SIXTY_AIM)
    expect(scans).toHaveLength(1)
  })
})

describe('what is no code', () => {
  it('is an answer to a command, in one report or in several', () => {
    const newland = assemble('plain')
    newland.takeAll([NEWLAND_ANSWER, NEWLAND_GOOD])
    expect(newland.scans).toEqual([])

    const honeywell = assemble('aim')
    const answer = SIXTY_AIM.map((report) =>
      report.map((byte, i) => [byte, byte, 0x5d, 0x5a, 0x36][i] ?? byte),
    )
    honeywell.takeAll([...answer, ...SIXTY_AIM])
    expect(honeywell.scans).toEqual([{ text: SIXTY, symbology: ']Q1' }])
  })

  it('is an empty report, or nothing but the suffix', () => {
    const { assembly, scans } = assemble('plain')
    assembly.take(Uint8Array.from({ length: 64 }, (_, i) => (i === 0 ? 2 : 0)))
    assembly.take(Uint8Array.from({ length: 64 }, (_, i) => [2, 1, 0x0d][i] ?? 0))
    expect(scans).toEqual([])
  })

  it('is what has no end: it is dropped as a whole, and the next code is read', () => {
    const { assembly, scans, takeAll } = assemble('plain')
    for (let bytes = 0; bytes <= 3 * MAX_BYTES; bytes += 56) assembly.take(full(1))
    assembly.take(full(0))
    expect(scans).toEqual([])
    takeAll(SIXTY_PLAIN)
    expect(scans).toEqual([{ text: SIXTY, symbology: undefined }])
  })

  it('never stops the codes behind it', async () => {
    const report = fc.uint8Array({ maxLength: 70 }).map((bytes) => Uint8Array.of(0x02, ...bytes))
    await fc.assert(
      fc.asyncProperty(fc.array(report, { maxLength: 40 }), async (garbage) => {
        const { clock, scans, takeAll } = assemble('aim')
        takeAll(garbage)
        await clock.advance(FLUSH_MS)
        takeAll(SIXTY_AIM)
        expect(scans.at(-1)).toEqual({ text: SIXTY, symbology: ']Q1' })
      }),
    )
  })
})
