import { expect, test } from 'vitest'
import { openTcp } from '#drivers/link/tcp.ts'
import { systemClock } from '#drivers/system-clock.ts'
import { fail } from '#src/result.ts'
import { fakeClock } from '../../fakes/clock.ts'
import { listenLocally, tcpWire } from '../../fakes/printer-wires.ts'

const host = '127.0.0.1'

test('a port at which nobody listens is absent', async () => {
  const { port, close } = await listenLocally()
  await close()
  const opened = await openTcp({ host, port, clock: systemClock })()
  expect(opened).toMatchObject(fail('LINK_ABSENT', `connect ECONNREFUSED ${host}:${port}`))
})

test('a name that is not on the network is absent', async () => {
  expect(await openTcp({ host: 'no-such.invalid', clock: systemClock })()).toMatchObject(fail('LINK_ABSENT'))
})

test('a printer that is switched off is given up after three seconds', async () => {
  const clock = fakeClock()
  // 192.0.2.0/24 (RFC 5737) belongs to nobody: no answer, or none that comes before the clock is wound.
  const opening = openTcp({ host: '192.0.2.1', clock })()
  await clock.advance(3_000)
  expect(await opening).toMatchObject(fail('LINK_ABSENT'))
})

test('keeps its own copy of what is written', async () => {
  const { near, far, unplug } = await tcpWire()
  const arrived = new Promise<Uint8Array>((resolve) => far.onData(resolve))
  const bytes = Uint8Array.of(1)
  void near.write(bytes)
  bytes[0] = 9
  expect(await arrived).toEqual(Uint8Array.of(1))
  await unplug()
})
