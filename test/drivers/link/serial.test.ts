import { expect, test } from 'vitest'
import { openSerial } from '#drivers/link/serial.ts'
import { serialWire } from '../../fakes/wires.ts'

test('a port that is not there is absent', async () => {
  const opened = await openSerial('/dev/no-such-port', { baudRate: 115200 })()
  expect(opened).toMatchObject({ ok: false, error: { code: 'LINK_ABSENT' } })
})

test('a port in a write when the wire is pulled out ends the write', async () => {
  const { near, unplug } = await serialWire()
  // Nobody reads the far end's buffer dry: far more than fits on its way.
  const writing = near.write(new Uint8Array(4_000_000))
  await unplug()
  expect(await writing).toMatchObject({ ok: false, error: { code: 'LINK_CLOSED' } })
})
