import { describe, expect, it } from 'vitest'
import { readStatus } from '#drivers/escpos/protocol.ts'
import { askReadiness, askStatus, readiness } from '#drivers/escpos/readiness.ts'
import { openSession } from '#drivers/escpos/session.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { STATUS } from '../../vectors/escpos.ts'
import { answersStatus, scriptedPrinter } from './scripted.ts'

describe('readiness', () => {
  it.each([
    ['idle', ok({ nearEnd: false })],
    ['nearEnd', ok({ nearEnd: true })],
    ['paperOut', fail('PRINTER_PAPER_OUT')],
    ['coverOpen', fail('PRINTER_COVER_OPEN')],
    ['cutterStuck', fail('PRINTER_FAULT')],
  ] as const)('of %s', (name, result) => {
    expect(readiness(readStatus(STATUS[name]))).toMatchObject(result)
  })

  it('names the cover before the paper, which an open cover hides from its sensor', () => {
    expect(readiness(readStatus([0x1a, 0x36, 0x12, 0x7e]))).toEqual(fail('PRINTER_COVER_OPEN'))
  })

  it('is missing when the printer only says that it is off line', () => {
    expect(readiness(readStatus([0x1a, 0x12, 0x12, 0x12]))).toEqual(fail('PRINTER_OFFLINE'))
  })
})

describe('asking', () => {
  it('takes four questions, each after the answer to the last', async () => {
    const printer = scriptedPrinter(answersStatus(STATUS.paperOut))
    const session = openSession(printer.link, fakeClock())
    expect(await askReadiness(session)).toEqual(fail('PRINTER_PAPER_OUT'))
    expect(printer.heard).toEqual(['100401', '100402', '100403', '100404'])
  })

  it('stops at the first that is not answered', async () => {
    const clock = fakeClock()
    const printer = scriptedPrinter((written) => (written === '100402' ? [] : [0x12]))
    const asked = askStatus(openSession(printer.link, clock))
    await clock.advance(1_000)
    expect(await asked).toMatchObject(fail('PRINTER_SILENT'))
    expect(printer.heard).toEqual(['100401', '100402'])
  })
})
