import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openPtyPair } from '#drivers/emulator/pty.ts'
import { openUsbPrinter } from '#drivers/link/usb-printer.ts'
import { systemClock } from '#drivers/system-clock.ts'
import { fail, ok } from '#src/result.ts'
import { type FakeClock, fakeClock } from '../../fakes/clock.ts'
import { usbPrinterWire } from '../../fakes/printer-wires.ts'
import { must } from '../../fakes/wires.ts'

test('a printer that is not plugged in is absent', async () => {
  const opened = await openUsbPrinter('/dev/usb/no-such-printer', { clock: systemClock })()
  expect(opened).toEqual(fail('LINK_ABSENT', 'ENOENT'))
})

test('a printer that holds back gets the rest when it takes more', async () => {
  const { near, far, unplug } = await usbPrinterWire()
  // More than the buffers on the way, so that some writes come back with EAGAIN.
  const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251)
  const arrived: number[] = []
  const all = new Promise<void>((resolve) => {
    far.onData((chunk) => {
      arrived.push(...chunk)
      if (arrived.length === bytes.length) resolve()
    })
  })
  expect(await near.write(bytes)).toEqual(ok())
  await all
  expect(Buffer.from(arrived).equals(Buffer.from(bytes))).toBe(true)
  await near.close()
  await unplug()
})

/** A file that takes what fits into a pipe and has nobody to read it. */
function fullPipe(): string {
  const dir = mkdtempSync(join(tmpdir(), 'pipe-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const path = join(dir, 'lp0')
  execFileSync('mkfifo', [path])
  return path
}

test('a write that is held back for ever ends when the link is closed', async () => {
  // Read by the link itself as soon as its clock is wound, which it is not.
  const link = must(await openUsbPrinter(fullPipe(), { clock: fakeClock() })())
  const writing = link.write(new Uint8Array(1_000_000))
  await link.close()
  expect(await writing).toEqual(fail('LINK_CLOSED'))
})

/** Winds until the value is there: the file is read by the system, behind the clock's back. */
async function windUntil(clock: FakeClock, done: () => boolean): Promise<number> {
  let ms = 0
  while (!done()) {
    await clock.advance(1)
    ms += 1
  }
  return ms
}

test('is asked quickly after a write, and lazily when nothing was said for a while', async () => {
  const pair = must(await openPtyPair())
  const timers: number[] = []
  const clock = fakeClock()
  const watched = {
    ...clock,
    after: (ms: number, task: () => void) => {
      timers.push(ms)
      return clock.after(ms, task)
    },
  }
  const link = must(await openUsbPrinter(pair.host, { clock: watched })())
  await windUntil(clock, () => timers.at(-1) === 250)
  expect(timers.slice(0, -1).every((ms) => ms === 15)).toBe(true)
  await link.write(Uint8Array.of(0x10, 0x04, 0x01))
  expect(timers.at(-1)).toBe(15)
  await link.close()
  await pair.close()
})
