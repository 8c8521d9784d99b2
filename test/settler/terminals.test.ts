import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { healthSubject } from '#src/fleet/names.ts'
import { followTerminals } from '../../settler/terminals.ts'
import { type Broker, startBroker } from '../support/nats.ts'

const PATIENCE = { timeout: 60_000, interval: 20 }
const GATE_1 = { site: 'almaty-1', terminal: 'gate-1' }
const GATE_2 = { site: 'almaty-2', terminal: 'gate-1' }
const taps = (n: number) => `# TYPE tapsyr_taps_total counter\ntapsyr_taps_total ${n}\n`

let broker: Broker
beforeAll(async () => {
  broker = await startBroker()
})
afterAll(() => broker.close())

test('each terminal’s last word is in the text, over an outage of the broker too', async () => {
  const terminals = await broker.connect()
  terminals.publish(healthSubject(GATE_1), taps(1))
  terminals.publish(healthSubject(GATE_1), taps(2))
  await terminals.flush()

  const followed = await followTerminals(await broker.connect())
  onTestFinished(() => followed.stop())
  const isSaid = (line: string) => vi.waitFor(() => expect(followed.text()).toContain(line), PATIENCE)
  await isSaid('tapsyr_taps_total{site="almaty-1",terminal="gate-1"} 2')
  expect(followed.text()).not.toContain('} 1\n')
  const seen = /^tapsyr_terminal_seen_seconds\{site="almaty-1",terminal="gate-1"\} (\S+)$/m
  expect(Math.abs(Number(seen.exec(followed.text())?.[1]) - Date.now() / 1000)).toBeLessThan(600)

  await broker.kill()
  await broker.start()
  await vi.waitFor(() => terminals.flush(), PATIENCE)
  terminals.publish(healthSubject(GATE_2), taps(7))
  await isSaid('tapsyr_taps_total{site="almaty-2",terminal="gate-1"} 7')
  expect(followed.text()).toContain('tapsyr_taps_total{site="almaty-1",terminal="gate-1"} 2')
})

test('what is too long to be figures is left out', async () => {
  const terminals = await broker.connect()
  const followed = await followTerminals(await broker.connect())
  onTestFinished(() => followed.stop())
  const long = { site: 'almaty-3', terminal: 'gate-1' }
  terminals.publish(healthSubject(long), taps(1) + '#'.repeat(300_000))
  terminals.publish(healthSubject({ ...long, terminal: 'gate-2' }), taps(1))
  await vi.waitFor(() => expect(followed.text()).toContain('almaty-3'), PATIENCE)
  expect(followed.text()).not.toContain('site="almaty-3",terminal="gate-1"')
})
