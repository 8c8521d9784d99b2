import { plugInPrinter, type SimulatedPrinter } from '#simulator/printer.ts'
import { laySerialCable } from '#simulator/serial-cable.ts'
import type { World } from '#simulator/world.ts'
import type { Terminal } from './fixtures.ts'

/** A printer on a cable of its own: its bytes can be watched and its cable pulled. */
export interface OwnPrinter {
  readonly printer: SimulatedPrinter
  /** Calls when the first bytes of a receipt have arrived; the paper then moves for about a second. */
  onReceiptBegun(listener: () => void): void
  unplug(): Promise<void>
}

/** Status requests are a few bytes; a receipt is hundreds. */
const SMALLEST_JOB = 32
const NAME = 'own-printer'

/** Puts it in the place of the world's printer, in a terminal that is not started yet. */
export async function ownPrinter(terminal: Terminal, world: World): Promise<OwnPrinter> {
  const own = await plugIn(terminal, world)
  await terminal.configure((config) => {
    config.devices = {
      ...config.devices,
      printer: { wire: 'serial', path: `${terminal.dir}/${NAME}`, model: 'epson-80' },
    }
  })
  return own
}

/** Plugs it in, at the same port as ever. */
export async function plugIn({ dir }: Terminal, { events }: World): Promise<OwnPrinter> {
  const cable = await laySerialCable(dir, NAME)
  return {
    printer: plugInPrinter({ cable, events, columns: 48 }),
    onReceiptBegun(listener) {
      const stop = cable.link.onData((bytes) => {
        if (bytes.length < SMALLEST_JOB) return
        stop()
        listener()
      })
    },
    unplug: cable.close,
  }
}
