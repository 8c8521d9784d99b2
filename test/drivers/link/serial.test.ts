import { chmodSync, existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openPtyPair } from '#drivers/emulator/pty.ts'
import { openSerial } from '#drivers/link/serial.ts'
import { asStranger } from '../../fakes/stranger.ts'
import { must, serialWire } from '../../fakes/wires.ts'

test('a port that is not there is absent', async () => {
  const opened = await openSerial('/dev/no-such-port', { baudRate: 115200 })()
  expect(opened).toMatchObject({ ok: false, error: { code: 'LINK_ABSENT' } })
})

test('a port that is open already is busy, and free again once it is closed', async () => {
  const pair = must(await openPtyPair())
  const open = openSerial(pair.host, { baudRate: 115200 })
  const first = must(await open())
  expect(await open()).toMatchObject({ ok: false, error: { code: 'LINK_BUSY' } })
  await first.close()
  await must(await open()).close()
  await pair.close()
})

test('a port that this user may not open is forbidden', async () => {
  const pair = must(await openPtyPair())
  chmodSync(pair.host, 0o000)
  const opened = await asStranger(openSerial(pair.host, { baudRate: 115200 }))
  expect(opened).toMatchObject({ ok: false, error: { code: 'LINK_FORBIDDEN' } })
  await pair.close()
})

test('a port in a write when the wire is pulled out ends the write', async () => {
  const { near, unplug } = await serialWire()
  // Nobody reads the far end's buffer dry: far more than fits on its way.
  const writing = near.write(new Uint8Array(4_000_000))
  await unplug()
  expect(await writing).toMatchObject({ ok: false, error: { code: 'LINK_CLOSED' } })
})

test('a wire pulled out while its bytes are being read ends the link', async () => {
  const pair = must(await openPtyPair())
  const far = must(await openSerial(pair.device, { baudRate: 115200 })())
  const near = must(await openSerial(pair.host, { baudRate: 115200 })())
  const closed = new Promise<void>((resolve) => near.onClose(resolve))
  near.onData(() => {
    // Gone before this comes back, and so before the port is read or watched again.
    void pair.close()
    while (existsSync(pair.host));
  })
  await far.write(Uint8Array.of(1))
  await closed
  expect(await near.write(Uint8Array.of(2))).toMatchObject({ ok: false, error: { code: 'LINK_CLOSED' } })
  await far.close()
})
