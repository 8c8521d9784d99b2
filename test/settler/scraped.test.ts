import { expect, onTestFinished, test, vi } from 'vitest'
import { SIMULATOR_CHAIN_ID } from '#src/config/schema.ts'
import { PARTITIONS } from '#src/fleet/names.ts'
import { settlerConfigSchema } from '../../settler/config.ts'
import { startSettler } from '../../settler/settler.ts'
import { acceptedPayment, account, id } from '../fakes/accepted.ts'
import { emptyFolder } from '../fakes/folder.ts'
import { must } from '../fakes/wires.ts'
import { openKiosk } from '../main/fleet/kiosk.ts'
import { freePorts } from '../support/free-ports.ts'
import { startBroker } from '../support/nats.ts'

vi.setConfig({ testTimeout: 120_000 })

test('what a terminal says of itself is what Prometheus finds at a settler, over a real broker', async () => {
  const broker = await startBroker()
  onTestFinished(() => broker.close())
  const [port = 0, nobody = 0] = await freePorts(2)
  const config = settlerConfigSchema.parse({
    name: 'north',
    broker: { servers: [broker.url] },
    money: {
      domain: { ...acceptedPayment(1).domain, chainId: SIMULATOR_CHAIN_ID },
      payees: [account(7)],
    },
    chain: { rpcUrls: [`http://127.0.0.1:${nobody}`] },
    lanes: [
      { name: 'lane-1', partitions: Array.from({ length: PARTITIONS }, (_, i) => i), testKey: id(0x9a5) },
    ],
    metrics: { port, terminals: true },
  })
  const keyboard = { env: {}, input: process.stdin, output: process.stderr }
  const settler = must(await startSettler({ config, keyboard, say: () => undefined }))
  onTestFinished(() => settler.stop())
  const kiosk = await openKiosk({ folder: emptyFolder(), url: broker.url })
  onTestFinished(() => kiosk.stop())
  await vi.waitFor(
    async () => {
      const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
      expect(text).toContain('\ntapsyr_taps_total{site="almaty-1",terminal="gate-07"} 3\n')
      expect(text).toMatch(/^tapsyr_terminal_seen_seconds\{site="almaty-1",terminal="gate-07"\} \d+/m)
      expect(text).toContain('\ntapsyr_settler_lane_held{lane="lane-1"} 1\n')
    },
    { timeout: 60_000, interval: 100 },
  )
})
