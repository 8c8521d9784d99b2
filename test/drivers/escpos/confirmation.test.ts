import { describe, expect, it } from 'vitest'
import { confirmationRequest, findConfirmation } from '#drivers/escpos/confirmation.ts'
import { openSession } from '#drivers/escpos/session.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { PROCESS_ID } from '../../vectors/escpos.ts'
import { scriptedPrinter } from './scripted.ts'

const both = ['process-id', 'in-order'] as const

async function find(
  answer: (written: string) => readonly number[],
  probes: readonly (typeof both)[number][] = both,
) {
  const clock = fakeClock()
  const printer = scriptedPrinter(answer)
  const found = findConfirmation(openSession(printer.link, clock), probes)
  await clock.advance(5_000)
  return { found: await found, heard: printer.heard }
}

describe('finding how a printer confirms', () => {
  it('prefers the process id', async () => {
    const { found, heard } = await find(() => [0x37, 0x22, 0x30, 0x30, 0x30, 0x30, 0x00])
    expect(found).toEqual(ok('process-id'))
    expect(heard).toHaveLength(1)
  })

  it('falls back to a status in order', async () => {
    const { found } = await find((written) => (written === '1d7201' ? [0x00] : []))
    expect(found).toEqual(ok('in-order'))
  })

  it('falls back to nothing', async () => {
    expect((await find(() => [])).found).toEqual(ok('none'))
  })

  it('does not ask what the profile forbids', async () => {
    const { found, heard } = await find(() => [0x00], ['in-order'])
    expect(found).toEqual(ok('in-order'))
    expect(heard).toEqual(['1d7201'])
  })

  it('ends when the wire is pulled', async () => {
    const printer = scriptedPrinter()
    const found = findConfirmation(openSession(printer.link, fakeClock()), both)
    await printer.unplug()
    expect(await found).toEqual(fail('LINK_CLOSED'))
  })
})

describe('a process id', () => {
  const { bytes, take } = confirmationRequest('process-id', PROCESS_ID.id)

  it('is asked for and recognised', () => {
    expect(bytes).toEqual(PROCESS_ID.request)
    expect(take({ kind: 'process-id', id: '0001' })).toBe(true)
  })

  it('of an earlier job is not this job’s', () => {
    expect(take({ kind: 'process-id', id: '0009' })).toBeUndefined()
  })
})
