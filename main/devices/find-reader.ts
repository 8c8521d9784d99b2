import { type FoundHid, findHidDevices, hasSmartCardReader } from '#drivers/finding/devices.ts'
import { openHid } from '#drivers/link/hid.ts'
import { openSerial } from '#drivers/link/serial.ts'
import { openNeo } from '#drivers/neo/driver.ts'
import { neoOverHid } from '#drivers/neo/over-hid.ts'
import { openPcsc } from '#drivers/pcsc/driver.ts'
import { openPn532 } from '#drivers/pn532/driver.ts'
import type { ReaderConfig } from '#src/config/devices.ts'
import { isNamed, type Place } from '#src/config/devices.ts'
import type { OpenLink } from '#src/device/link.ts'
import type { CardReader } from '#src/device/reader.ts'
import { ok } from '#src/result.ts'
import type { Clock } from '#src/time/clock.ts'
import { attachTo } from './attach.ts'
import type { Candidate, Look } from './candidates.ts'
import { labelOf } from './label.ts'
import { fits } from './place.ts'
import { isNeoReader, mayBePn532 } from './recognise.ts'
import { freePorts, type PortAt, portsAt } from './serial-place.ts'

export interface ReaderSearch {
  readonly config: ReaderConfig
  /** The serial ports that the configuration gives to other devices. */
  readonly taken: readonly Place[]
  readonly clock: Clock
}

/** Where the configured card reader may be. */
export function lookForReader(search: ReaderSearch): Look<CardReader> {
  const { config, taken, clock } = search
  switch (config.driver) {
    case 'auto':
      return () => lookEverywhere(search)
    case 'pn532':
      return async () => {
        const ports = isNamed(config) ? await portsAt(config) : await freePorts(mayBePn532, taken)
        return ports.map((port) => pn532At(port, config.baudRate, clock))
      }
    case 'neo-serial':
      return async () =>
        (await portsAt(config)).map((port) => neoAt(port, openSerial(port.path, config), clock))
    case 'neo-hid':
      return async () => (await neoReaders(config)).map((device) => neoOnHid(device, clock))
    case 'pcsc':
      return async () => [pcsc(config.name, clock)]
  }
}

/**
 * What can only be a card reader comes first, a serial chip that may have one behind it next. PC/SC
 * is asked when a smart card reader is plugged in: then a service that does not run is worth a word.
 */
async function lookEverywhere({ taken, clock }: ReaderSearch): Promise<Candidate<CardReader>[]> {
  const [neo, ports, smartCards] = await Promise.all([
    neoReaders({}),
    freePorts(mayBePn532, taken),
    hasSmartCardReader(),
  ])
  return [
    ...neo.map((device) => neoOnHid(device, clock)),
    ...ports.map((port) => pn532At(port, USUAL_BAUD_RATE, clock)),
    ...(smartCards ? [pcsc(undefined, clock)] : []),
  ]
}

/** Of a PN532 after reset (NXP UM0701-02, section 6.1). */
const USUAL_BAUD_RATE = 115_200

const pn532At = (port: PortAt, baudRate: number, clock: Clock): Candidate<CardReader> => ({
  ...port,
  attach: async () =>
    attachTo(
      await openSerial(port.path, { baudRate })(),
      (link) => openPn532(link, { clock }),
      labelOf('PN532 reader', port),
    ),
})

const neoReaders = async (place: Place): Promise<FoundHid[]> =>
  (await findHidDevices()).filter((device) => isNeoReader(device) && fits(device, place))

const neoOnHid = (device: FoundHid, clock: Clock): Candidate<CardReader> => ({
  usbPath: device.usbPath,
  attach: async () =>
    attachTo(
      await openHid(device.path)(),
      (reports) => openNeo(neoOverHid(reports), { clock }),
      labelOf('NEO reader', device),
    ),
})

const neoAt = (port: PortAt, open: OpenLink, clock: Clock): Candidate<CardReader> => ({
  ...port,
  attach: async () => attachTo(await open(), (link) => openNeo(link, { clock }), labelOf('NEO reader', port)),
})

const pcsc = (name: string | undefined, clock: Clock): Candidate<CardReader> => ({
  async attach() {
    const opened = await openPcsc({ clock, ...(name === undefined ? {} : { name }) })
    if (!opened.ok) return opened
    const { gone, close } = opened.value
    return ok({ device: opened.value, label: `PC/SC reader ${opened.value.name}`, gone, close })
  },
})
