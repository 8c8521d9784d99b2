import { openSerial } from '#drivers/link/serial.ts'
import { openPoleDisplay } from '#drivers/pole-display/driver.ts'
import type { DisplayConfig } from '#src/config/devices.ts'
import type { CustomerDisplay } from '#src/device/display.ts'
import { attachTo } from './attach.ts'
import type { Look } from './candidates.ts'
import { labelOf } from './label.ts'
import { portsAt } from './serial-place.ts'
import { type DeviceWire, tapped } from './wire-log.ts'

/**
 * Where the configured pole display may be. It says nothing of itself and never answers, so it is
 * never looked for without a name.
 */
export const lookForPoleDisplay =
  (config: DisplayConfig & { wire: 'serial' }, wire?: DeviceWire): Look<CustomerDisplay> =>
  async () =>
    (await portsAt(config)).map((port) => ({
      ...port,
      attach: async () =>
        attachTo(
          tapped(await openSerial(port.path, { baudRate: config.baudRate })(), wire),
          openPoleDisplay,
          labelOf('customer display', port),
        ),
    }))
