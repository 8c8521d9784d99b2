import { describe, expect, it } from 'vitest'
import { openSession } from '#drivers/escpos/session.ts'
import type { Link } from '#src/device/link.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { scriptedPrinter } from './scripted.ts'

const question = {
  bytes: Uint8Array.of(0x10, 0x04, 0x01),
  take: (answer: { kind: string }) => (answer.kind === 'status' ? answer.kind : undefined),
  limitMs: 1_000,
}

describe('a question to the printer', () => {
  it('is answered by the first answer that fits', async () => {
    const { link } = scriptedPrinter(() => [0x10, 0x00, 0x00, 0x0f, 0x12])
    expect(await openSession(link, fakeClock()).ask(question)).toEqual(ok('status'))
  })

  it('ends in silence at its limit', async () => {
    const clock = fakeClock()
    const asked = openSession(scriptedPrinter().link, clock).ask(question)
    await clock.advance(1_000)
    expect(await asked).toMatchObject(fail('PRINTER_SILENT'))
  })

  it('ends in a fault when only other things came', async () => {
    const clock = fakeClock()
    const asked = openSession(scriptedPrinter(() => [0xff, 0x41]).link, clock).ask(question)
    await clock.advance(1_000)
    expect(await asked).toMatchObject(fail('PRINTER_FAULT'))
  })

  it('ends when the wire is pulled, and so do all after it', async () => {
    const printer = scriptedPrinter()
    const session = openSession(printer.link, fakeClock())
    const asked = session.ask(question)
    await printer.unplug()
    expect([await asked, await session.ask(question)]).toEqual([fail('LINK_CLOSED'), fail('LINK_CLOSED')])
  })

  it('ends at its limit even when the printer holds the sender back for ever', async () => {
    const clock = fakeClock()
    const { link } = scriptedPrinter()
    const stalled: Link = { ...link, write: () => new Promise(() => {}) }
    const asked = openSession(stalled, clock).ask(question)
    await clock.advance(1_000)
    expect(await asked).toMatchObject(fail('PRINTER_SILENT'))
  })

  it('is not ended by the late failure of an earlier one', async () => {
    const clock = fakeClock()
    const printer = scriptedPrinter()
    const stalled: (() => void)[] = []
    const link: Link = {
      ...printer.link,
      write: () => new Promise((resolve) => stalled.push(() => resolve(fail('LINK_CLOSED')))),
    }
    const session = openSession(link, clock)
    const first = session.ask(question)
    await clock.advance(1_000)
    const second = session.ask(question)
    stalled[0]?.()
    await first
    printer.send(0x12)
    expect(await second).toEqual(ok('status'))
  })

  it('that has ended sends no more of what it had to say', async () => {
    const printer = scriptedPrinter()
    const heard: number[] = []
    let taken: () => void = () => {}
    const slow: Link = {
      ...printer.link,
      write: (bytes) =>
        new Promise((resolve) => {
          heard.push(bytes.length)
          taken = () => resolve(ok())
        }),
    }
    const job = { ...question, bytes: new Uint8Array(10_000) }
    const asked = openSession(slow, fakeClock()).ask(job)
    taken()
    await Promise.resolve()
    printer.send(0x12)
    expect(await asked).toEqual(ok('status'))
    taken()
    await Promise.resolve()
    expect(heard).toEqual([1_024, 1_024])
  })
})
