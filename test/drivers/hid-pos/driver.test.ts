import { expect, test } from 'vitest'
import { emulateScanner } from '#drivers/emulator/scanner.ts'
import { FLUSH_MS } from '#drivers/hid-pos/assembly.ts'
import { openHidPosScanner } from '#drivers/hid-pos/driver.ts'
import { memoryReportLinks } from '#drivers/link/memory-reports.ts'
import type { Scan } from '#src/device/scanner.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { SIXTY, SIXTY_AIM } from '../../vectors/hid-pos.ts'

function open() {
  const [near, far] = memoryReportLinks()
  const clock = fakeClock()
  const scanner = openHidPosScanner(near, { clock })
  const scans: Scan[] = []
  scanner.onScan((scan) => scans.push(scan))
  return { near, far, clock, scanner, scans }
}

test('a code that comes over the wire is told once to each listener', async () => {
  const { far, clock, scanner, scans } = open()
  const others: string[] = []
  const stop = scanner.onScan(({ text }) => others.push(text))
  for (const report of SIXTY_AIM) await far.write(report)
  await clock.advance(0)
  expect(scans).toEqual([{ text: SIXTY, symbology: ']Q1' }])
  expect(others).toEqual([SIXTY])
  stop()
  for (const report of SIXTY_AIM) await far.write(report)
  await clock.advance(0)
  expect([scans.length, others.length]).toEqual([2, 1])
})

test.each(['aim', 'plain'] as const)(
  'firmware that forgets the end of a full last report: the code comes a moment later (%s)',
  async (layout) => {
    const { far, clock, scans } = open()
    await emulateScanner(far, { layout, forgetsTheEnd: true }).read('7'.repeat(112))
    await clock.advance(0)
    expect(scans).toEqual([])
    await clock.advance(FLUSH_MS)
    expect(scans.map(({ text }) => text)).toEqual(['7'.repeat(112)])
  },
)

test('a scanner pulled out in the middle of a code tells nothing', async () => {
  const { far, clock, scans } = open()
  await far.write(SIXTY_AIM[0] ?? new Uint8Array())
  await clock.advance(0)
  await far.close()
  await clock.advance(FLUSH_MS)
  expect(scans).toEqual([])
})

test('a closed scanner is silent, and its wire is closed', async () => {
  const { near, far, clock, scanner, scans } = open()
  await far.write(SIXTY_AIM[0] ?? new Uint8Array())
  await clock.advance(0)
  await scanner.close()
  await clock.advance(FLUSH_MS)
  expect(scans).toEqual([])
  expect((await near.write(Uint8Array.of(4))).ok).toBe(false)
})
