import { expect, test } from 'vitest'
import { memoryReportLinks } from '#drivers/link/memory-reports.ts'
import { neoOverHid } from '#drivers/neo/over-hid.ts'
import type { ReportLink } from '#src/device/report-link.ts'
import { fail, ok } from '#src/result.ts'
import { ANSWERS, COMMANDS } from '../../vectors/neo.ts'

test('carries whole messages both ways, in one piece each', async () => {
  const [near, far] = memoryReportLinks()
  const host = neoOverHid(near)
  const device = neoOverHid(far)
  const atDevice = new Promise<Uint8Array>((resolve) => device.onData(resolve))
  const atHost = new Promise<Uint8Array>((resolve) => host.onData(resolve))
  expect(await host.write(COMMANDS.exchangeSign)).toEqual(ok())
  expect(await device.write(ANSWERS.exchangedSign)).toEqual(ok())
  expect(await atDevice).toEqual(COMMANDS.exchangeSign)
  expect(await atHost).toEqual(ANSWERS.exchangedSign)
})

test('lets no report of a second message come between those of the first', async () => {
  const [near, far] = memoryReportLinks()
  const ids: (number | undefined)[] = []
  far.onReport(([id]) => ids.push(id))
  const host = neoOverHid(near)
  await Promise.all([host.write(ANSWERS.exchangedSign), host.write(COMMANDS.ping)])
  await near.close()
  expect(ids).toEqual([2, 3, 4, 1])
})

test('a device that goes away in the middle of a message ends the write', async () => {
  const [near] = memoryReportLinks()
  let left = 1
  const write: ReportLink['write'] = async (report) => (left-- > 0 ? near.write(report) : fail('LINK_CLOSED'))
  expect(await neoOverHid({ ...near, write }).write(ANSWERS.exchangedSign)).toEqual(fail('LINK_CLOSED'))
})

test('is gone when the device is', async () => {
  const [near, far] = memoryReportLinks()
  const host = neoOverHid(near)
  const gone = new Promise<void>((resolve) => host.onClose(resolve))
  await far.close()
  await gone
  expect(await host.write(COMMANDS.ping)).toEqual(fail('LINK_CLOSED'))
  await host.close()
})
