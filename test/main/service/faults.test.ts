import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openFaults } from '#main/service/faults.ts'
import { heardAnswer, heardDevices } from '#main/service/heard.ts'
import { fail, ok } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { emptyFolder } from '../../fakes/folder.ts'

async function open(path = join(emptyFolder(), 'faults.json')) {
  const clock = fakeClock()
  return { path, clock, faults: await openFaults(path, { clock, log: () => undefined }) }
}

test('the same fault of one place is news only after that place went well', async () => {
  const { faults } = await open()
  for (const answer of [fail('RPC_TIMEOUT'), fail('RPC_TIMEOUT'), ok(), fail('RPC_TIMEOUT', 'slow')])
    heardAnswer(faults, 'chain/probe', answer)
  heardAnswer(faults, 'settlement/follow', fail('RPC_TIMEOUT'))
  expect(faults.all().map(({ where, detail }) => [where, detail])).toEqual([
    ['settlement/follow', null],
    ['chain/probe', 'slow'],
    ['chain/probe', null],
  ])
})

test('what people do every day is no fault', async () => {
  const { faults } = await open()
  heardAnswer(faults, 'sale/await-card', fail('SALE_CANCELLED'))
  heardAnswer(faults, 'service/overview', fail('SERVICE_LOCKED'))
  expect(faults.all()).toEqual([])
})

test('a device that fails, mends and fails again is there twice', async () => {
  const { faults } = await open()
  const fault = { kind: 'fault', code: 'PRINTER_PAPER_OUT' } as const
  const unused = { kind: 'unused' } as const
  for (const printer of [fault, fault, { kind: 'ready' } as const, fault])
    heardDevices(faults, { reader: unused, scanner: unused, display: unused, printer })
  expect(faults.all().map(({ where, code }) => `${where} ${code}`)).toEqual(
    Array(2).fill('printer PRINTER_PAPER_OUT'),
  )
})

test('keeps the last two hundred, newest first, over a restart', async () => {
  const { path, faults } = await open()
  for (let n = 1; n <= 250; n++) faults.note(`place-${n}`, 'LINK_CLOSED')
  await faults.finish()
  const again = (await open(path)).faults.all()
  expect(again).toHaveLength(200)
  expect([again[0]?.where, again[199]?.where]).toEqual(['place-250', 'place-51'])
})

test('many at once are one write, and a file that cannot be read is begun anew', async () => {
  const { path, clock, faults } = await open()
  faults.note('a', 'LINK_CLOSED')
  faults.note('b', 'LINK_CLOSED')
  await clock.advance(5000)
  await faults.finish()
  expect(JSON.parse(readFileSync(path, 'utf8'))).toHaveLength(2)
  writeFileSync(path, '{"torn')
  expect((await open(path)).faults.all()).toEqual([])
})
