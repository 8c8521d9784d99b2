import { describe, expect, it } from 'vitest'
import { createPress } from '#drivers/escpos/press.ts'
import { PRINTER_PROFILES } from '#drivers/escpos/profile.ts'
import { openSession } from '#drivers/escpos/session.ts'
import { fail, ok } from '#src/result.ts'
import { type FakeClock, fakeClock } from '../../fakes/clock.ts'
import { CLEAR_BUFFERS, PROCESS_ID, STATUS } from '../../vectors/escpos.ts'
import { answersStatus, scriptedPrinter } from './scripted.ts'

const JOB = Uint8Array.of(0x41, 0x0a)
/** ESC @, GS a, the job, GS ( H with the first job's id. */
const SENT = `1b401d610e410a${Buffer.from(PROCESS_ID.request).toString('hex')}`
const CLEAR = Buffer.from(CLEAR_BUFFERS.request).toString('hex')
const idAnswer = (written: string): number[] =>
  // The probe and each job end with eight hex letters: the id.
  written.includes('1d284806003030') ? [0x37, 0x22, ...Buffer.from(written.slice(-8), 'hex'), 0x00] : []

function press(answer: (written: string) => readonly number[]) {
  const clock = fakeClock()
  const printer = scriptedPrinter(answer)
  const made = createPress({
    session: openSession(printer.link, clock),
    profile: PRINTER_PROFILES['epson-58'],
    clock,
  })
  return { clock, press: made, heard: printer.heard }
}

async function wind<T>(clock: FakeClock, promise: Promise<T>): Promise<T> {
  await clock.advance(60_000)
  return promise
}

describe('a press', () => {
  it('sends a job with its modes before it and its id behind it', async () => {
    const { clock, press: made, heard } = press(answersStatus(STATUS.idle, idAnswer))
    expect(await wind(clock, made.print(JOB))).toEqual(ok('printed'))
    expect(heard.at(-1)).toBe(SENT)
  })

  it('finds out once what the printer can do', async () => {
    const { clock, press: made, heard } = press(answersStatus(STATUS.idle, idAnswer))
    await wind(clock, made.prepare())
    const before = heard.length
    await wind(clock, made.prepare())
    expect([before, heard.length]).toEqual([1, 1])
  })

  it('has nothing to tidy after a good job', async () => {
    const { clock, press: made, heard } = press(answersStatus(STATUS.idle, idAnswer))
    await wind(clock, made.print(JOB))
    await wind(clock, made.tidy())
    expect(heard).not.toContain(CLEAR)
  })

  it('tries a stuck cutter once, and gives it half a second', async () => {
    const { clock, press: made, heard } = press(answersStatus(STATUS.cutterStuck, () => [0x1a]))
    const printed = made.print(JOB)
    await clock.advance(499)
    expect(heard.at(-1)).toBe('100502100401')
    await clock.advance(1)
    expect(await printed).toMatchObject(fail('PRINTER_FAULT'))
    expect(heard.filter((written) => written.startsWith('1005'))).toHaveLength(1)
  })
})

describe('a job that failed', () => {
  /** Loses power in the middle of its first job: its id never comes. */
  const loses = (cleared: readonly number[]) => {
    let jobs = 0
    return answersStatus(STATUS.idle, (written) => {
      if (written === CLEAR) return cleared
      if (written.includes('410a')) jobs += 1
      return jobs === 1 ? [] : idAnswer(written)
    })
  }

  it('is forgotten by a printer that can', async () => {
    const { clock, press: made, heard } = press(loses([...CLEAR_BUFFERS.answer]))
    expect(await wind(clock, made.print(JOB))).toMatchObject(fail('PRINTER_FAULT'))
    await wind(clock, made.tidy())
    await wind(clock, made.tidy())
    expect(heard.filter((written) => written === CLEAR)).toHaveLength(1)
    expect(await wind(clock, made.print(JOB))).toEqual(ok('printed'))
    expect(heard.at(-1)).toMatch(/^1b40/)
  })

  it('is ended by zeros in a printer that cannot, should it wait for the rest of a picture', async () => {
    const { clock, press: made, heard } = press(loses([]))
    await wind(clock, made.print(JOB))
    await wind(clock, made.tidy())
    expect(await wind(clock, made.print(JOB))).toEqual(ok('printed'))
    const sent = heard
      .slice(heard.lastIndexOf(CLEAR))
      .filter((written) => !written.startsWith('1004'))
      .slice(1)
    // 48 bytes across the paper of 58 mm, 54 rows, and the command's own eight bytes.
    expect(sent.join('')).toBe('00'.repeat(8 + 48 * 54) + SENT.replace(/31$/, '32'))
  })
})
