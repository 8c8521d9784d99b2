import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { runChaos } from '../../chaos/kiosk/chaos.ts'
import { test } from '../fixtures.ts'

/** The long run is `npm run chaos`. This seed plans every kind of kill early enough to happen for sure. */
const SHORT = { seed: 32, rounds: 6 }

test(`nothing is lost or paid twice under kills and faults (seed ${SHORT.seed})`, async () => {
  // Half a minute on a machine that has nothing else to do.
  test.setTimeout(300_000)
  const dir = await mkdtemp(join(tmpdir(), 'tapsyr-chaos-'))
  const lines: string[] = []
  const report = await runChaos({ ...SHORT, dir, say: (line) => lines.push(line) })
  await test.info().attach('rounds', { body: lines.join('\n'), contentType: 'text/plain' })
  await test.info().attach('report', { body: JSON.stringify(report), contentType: 'application/json' })
  await rm(dir, { recursive: true, maxRetries: 3 })

  expect({ lost: report.lost, doubled: report.doubled }).toEqual({ lost: [], doubled: [] })
  expect({ problems: report.problems, crashes: report.crashes }).toEqual({ problems: [], crashes: [] })
  expect(report.balances).toBe(true)
  expect(report.accepted).toBeGreaterThan(3)
  expect(report.settled).toBe(report.payments - report.parked)
  expect(report.kills.tree).toBe(SHORT.rounds)
  expect(report.kills.renderer).toBeGreaterThan(0)
  expect(report.kills.gpu).toBeGreaterThan(0)
  expect(Object.keys(report.faults).length).toBeGreaterThan(3)
})
