import { openSerial } from '#drivers/link/serial.ts'
import { must } from '../../fakes/wires.ts'
import type { Gadget } from './gadget.ts'
import { type Wire, watched } from './wire.ts'

const RATE = { baudRate: 115_200 }

/** Plugs in a USB serial device (cdc-acm). The device's end is opened first, as firmware runs before it is found. */
export async function acmWire(gadget: Gadget): Promise<Wire> {
  const ends = await gadget.plug()
  const far = must(await openSerial(ends.device, RATE)())
  const near = must(await openSerial(ends.host, RATE)())
  const unplug = async () => {
    await gadget.unplug().catch(() => {})
    await far.close()
  }
  return watched({ near, far, unplug })
}
