import { expect, it } from 'vitest'
import { findProfile } from '#drivers/escpos/identity.ts'
import { PRINTER_PROFILES } from '#drivers/escpos/profile.ts'
import { openSession } from '#drivers/escpos/session.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { MODEL } from '../../vectors/escpos.ts'
import { scriptedPrinter } from './scripted.ts'

const automatic = PRINTER_PROFILES['auto-80']
const said = (text: string): number[] => [0x5f, ...Buffer.from(text, 'latin1'), 0x00]

async function find(answer: (written: string) => readonly number[], profile = automatic) {
  const clock = fakeClock()
  const printer = scriptedPrinter(answer)
  const found = findProfile(openSession(printer.link, clock), profile)
  await clock.advance(5_000)
  return { found: await found, heard: printer.heard }
}

it('asks for the maker and the model, one after the other', async () => {
  const { found, heard } = await find((written) => (written === '1d4942' ? said('EPSON') : [...MODEL.answer]))
  expect(heard).toEqual(['1d4942', '1d4943'])
  expect(found).toEqual(ok(PRINTER_PROFILES['epson-512']))
})

it('takes a printer that does not say for an unknown one', async () => {
  const { found, heard } = await find(() => [])
  expect(heard).toEqual(['1d4942'])
  expect(found).toEqual(ok({ ...automatic, asksModel: false }))
})

it('takes a printer that names its maker only for an unknown one', async () => {
  const { found } = await find((written) => (written === '1d4942' ? said('EPSON') : []))
  expect(found).toEqual(ok({ ...automatic, asksModel: false }))
})

it('does not ask a printer whose model is configured', async () => {
  const clock = fakeClock()
  const printer = scriptedPrinter()
  const profile = PRINTER_PROFILES['citizen-80']
  expect(await findProfile(openSession(printer.link, clock), profile)).toEqual(ok(profile))
  expect(printer.heard).toEqual([])
})

it('ends when the wire is pulled', async () => {
  const printer = scriptedPrinter()
  const found = findProfile(openSession(printer.link, fakeClock()), automatic)
  await printer.unplug()
  expect(await found).toEqual(fail('LINK_CLOSED'))
})
