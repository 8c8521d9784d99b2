import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { samples } from '../../fakes/metrics.ts'
import { test } from '../fixtures.ts'

/** A port that nobody has. */
const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

test('a tap and its way to the chain are in the figures, by the port and in the file, and the log is lines of JSON', async ({
  world,
  terminal,
}) => {
  const port = await freePort()
  const file = join(terminal.dir, 'tapsyr.prom')
  await terminal.configure((config) => {
    config.metrics = { file, port }
  })
  const { cashier } = await terminal.open()
  const figures = async (name: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`)
    return samples(await answer.text(), `tapsyr_${name}`)
  }
  expect(await figures('tap_seconds_count')).toEqual({ '': 0 })
  expect(await figures('device_state')).toMatchObject({ '{device="printer",state="ready"}': 1 })

  await cashier.charge('2.50')
  world.tap('Aigerim')
  await cashier.waitForResult('Paid')
  world.remove()

  expect(await figures('tap_seconds_count')).toEqual({ '': 1 })
  expect(await figures('taps_total')).toEqual({ '{kind="payment"}': 1 })
  await expect.poll(() => figures('settle_seconds_count')).toEqual({ '': 1 })
  await expect.poll(() => figures('oldest_unsettled_age_seconds')).toEqual({ '': 0 })
  expect(await figures('payments')).toMatchObject({ '{state="settled"}': 1 })
  expect(Object.keys(await figures('memory_bytes')).join()).toContain('browser')
  const { '': wei = 0 } = await figures('gas_balance_wei')
  expect(wei).toBeGreaterThan(0)

  const build = await figures('build_info')
  expect(Object.keys(build).join()).toMatch(/electron="\d+\./)
  expect(samples(await readFile(file, 'utf8'), 'tapsyr_build_info')).toEqual(build)

  const log = await readFile(join(terminal.userDataDir, 'logs', 'tapsyr.log'), 'utf8')
  const lines = log.trim().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toContainEqual(
    expect.objectContaining({
      level: 'info',
      component: 'devices',
      message: expect.stringContaining('attached'),
    }),
  )
})
