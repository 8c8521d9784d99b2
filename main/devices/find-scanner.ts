import { type FoundHid, findHidDevices } from '#drivers/finding/devices.ts'
import { openHidPosScanner } from '#drivers/hid-pos/driver.ts'
import { chooseLayout } from '#drivers/hid-pos/layout.ts'
import { openHid } from '#drivers/link/hid.ts'
import type { ScannerConfig } from '#src/config/devices.ts'
import type { Scanner } from '#src/device/scanner.ts'
import { ok } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { attachTo } from './attach.ts'
import type { Candidate, Look } from './candidates.ts'
import { labelOf } from './label.ts'
import { fits } from './place.ts'
import { isScanner } from './recognise.ts'
import { type DeviceWire, tappedReports } from './wire-log.ts'

type HidConfig = ScannerConfig & { readonly wire: 'auto' | 'hid' }

/** HID scanners that fit; one that is in keyboard mode is none of them, it types into the page. */
export const lookForScanner =
  (config: HidConfig, clock: Clock, wire?: DeviceWire): Look<Scanner> =>
  async () =>
    (await findHidDevices())
      .filter((device) => isScanner(device) && (config.wire === 'auto' || fits(device, config)))
      .map((device) => candidate(device, config, { clock, wire }))

interface Around {
  readonly clock: Clock
  readonly wire: DeviceWire | undefined
}

const candidate = (device: FoundHid, config: HidConfig, { clock, wire }: Around): Candidate<Scanner> => ({
  usbPath: device.usbPath,
  attach: async () =>
    attachTo(
      tappedReports(await openHid(device.path)(), wire),
      async (link) => ok(openHidPosScanner(link, { clock, layout: layoutOf(device, config) })),
      labelOf('scanner', device),
    ),
})

const layoutOf = ({ descriptor, vendorId }: FoundHid, config: HidConfig) =>
  chooseLayout({
    configured: config.wire === 'hid' && config.layout !== 'auto' ? config.layout : undefined,
    descriptor,
    vendorId,
  })
