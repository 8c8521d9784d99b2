import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import type { z } from 'zod'
import { cashierAt } from '#simulator/cashier.ts'
import { launchKiosk } from '#simulator/kiosk.ts'
import { until } from '#simulator/until.ts'
import type { World } from '#simulator/world.ts'
import type { configSchema } from '#src/config/schema.ts'
import { timing } from './figures.ts'

const EACH = 8
/** Between two moments of coming back, so that they fall everywhere between two probes. */
const STEP_MS = 260

/**
 * How long until the first transaction leaves when the network is back: after a cable that was
 * pulled, and after a line that was open and silent. At the configuration's own pace.
 */
export async function measureReconnect(world: World, dir: string) {
  const configPath = await configOfPace(world, dir)
  const kiosk = await launchKiosk({ configPath, userDataDir: join(dir, 'reconnect') })
  const cashier = cashierAt(kiosk.page)
  await cashier.waitForCounter(60_000)

  async function once(breakLine: () => Promise<void> | void, mend: () => Promise<void> | void, i: number) {
    await expect(cashier.status).toHaveText(/^Online/, { timeout: 60_000 })
    await breakLine()
    await expect(cashier.status).toHaveText(/^Offline/, { timeout: 60_000 })
    await cashier.charge('1.00')
    world.tap('Daniyar')
    await cashier.waitForResult('Paid, settles later', 30_000)
    world.remove()
    await cashier.newSale()
    await new Promise((resolve) => setTimeout(resolve, i * STEP_MS))
    const sent = world.gate.calls('eth_sendRawTransaction')
    const start = performance.now()
    await mend()
    const isSent = () => world.gate.calls('eth_sendRawTransaction') > sent || undefined
    await until('a transaction is sent', isSent, { timeoutMs: 60_000, everyMs: 5 })
    return performance.now() - start
  }

  const cut: number[] = []
  const silent: number[] = []
  for (let i = 0; i < EACH; i += 1) {
    cut.push(await once(world.network.cut, world.network.restore, i))
    silent.push(await once(world.gate.hang, world.gate.behave, i))
  }
  await kiosk.close()
  const figures = { afterCut: worst(cut), afterSilence: worst(silent) }
  return { reconnectMs: { ...figures, aim: 5000, meets: Math.max(...cut, ...silent) <= 5000 } }
}

const worst = (samples: readonly number[]) => ({ ...timing(samples), max: Math.round(Math.max(...samples)) })

/** The world's configuration without the haste that tests want. */
async function configOfPace(world: World, dir: string): Promise<string> {
  const config: z.input<typeof configSchema> = JSON.parse(await readFile(world.configPath, 'utf8'))
  const { probeEveryMs: _, requestTimeoutMs: __, ...chain } = config.chain
  const path = join(dir, 'reconnect.json')
  await writeFile(path, JSON.stringify({ ...config, chain }), { mode: 0o600 })
  return path
}
