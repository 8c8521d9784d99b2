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
import { type DeviceWire, tapped, tappedReports } from './wire-log.ts'

export interface ReaderSearch {
  readonly config: ReaderConfig
  /** The serial ports that the configuration gives to other devices. */
  readonly taken: readonly Place[]
  readonly clock: Clock
  /** Who listens to what runs over its wire. */
  readonly wire?: DeviceWire
}

/** Where the configured card reader may be. */
export function lookForReader(search: ReaderSearch): Look<CardReader> {
  const { config, taken } = search
  switch (config.driver) {
    case 'auto':
      return () => lookEverywhere(search)
    case 'pn532':
      return async () => {
        const ports = isNamed(config) ? await portsAt(config) : await freePorts(mayBePn532, taken)
        return ports.map((port) => pn532At(port, config.baudRate, search))
      }
    case 'neo-serial':
      return async () =>
        (await portsAt(config)).map((port) => neoAt(port, openSerial(port.path, config), search))
    case 'neo-hid':
      return async () => (await neoReaders(config)).map((device) => neoOnHid(device, search))
    case 'pcsc':
      return async () => [pcsc(config.name, search)]
  }
}

/**
 * What can only be a card reader comes first, a serial chip that may have one behind it next. PC/SC
 * is asked when a smart card reader is plugged in: then a service that does not run is worth a word.
 */
async function lookEverywhere(search: ReaderSearch): Promise<Candidate<CardReader>[]> {
  const [neo, ports, smartCards] = await Promise.all([
    neoReaders({}),
    freePorts(mayBePn532, search.taken),
    hasSmartCardReader(),
  ])
  return [
    ...neo.map((device) => neoOnHid(device, search)),
    ...ports.map((port) => pn532At(port, USUAL_BAUD_RATE, search)),
    ...(smartCards ? [pcsc(undefined, search)] : []),
  ]
}

/** Of a PN532 after reset (NXP UM0701-02, section 6.1). */
const USUAL_BAUD_RATE = 115_200

/** The same, so that nobody can read in the log of the wire what a card signs. */
const masking = (
  candidate: Candidate<CardReader>,
  wire: DeviceWire | undefined,
  isWireless = false,
): Candidate<CardReader> => ({
  ...candidate,
  async attach() {
    const attached = await candidate.attach()
    if (!attached.ok || !wire) return attached
    return ok({ ...attached.value, device: wire.tapCards(attached.value.device, isWireless) })
  },
})

type Around = Pick<ReaderSearch, 'clock' | 'wire'>

const pn532At = (port: PortAt, baudRate: number, { clock, wire }: Around) =>
  masking(
    {
      ...port,
      attach: async () =>
        attachTo(
          tapped(await openSerial(port.path, { baudRate })(), wire),
          (link) => openPn532(link, { clock }),
          labelOf('PN532 reader', port),
        ),
    },
    wire,
  )

const neoReaders = async (place: Place): Promise<FoundHid[]> =>
  (await findHidDevices()).filter((device) => isNeoReader(device) && fits(device, place))

const neoOnHid = (device: FoundHid, { clock, wire }: Around) =>
  masking(
    {
      usbPath: device.usbPath,
      attach: async () =>
        attachTo(
          tappedReports(await openHid(device.path)(), wire),
          (reports) => openNeo(neoOverHid(reports), { clock }),
          labelOf('NEO reader', device),
        ),
    },
    wire,
  )

const neoAt = (port: PortAt, open: OpenLink, { clock, wire }: Around) =>
  masking(
    {
      ...port,
      attach: async () =>
        attachTo(tapped(await open(), wire), (link) => openNeo(link, { clock }), labelOf('NEO reader', port)),
    },
    wire,
  )

const pcsc = (name: string | undefined, { clock, wire }: Around) =>
  masking(
    {
      async attach() {
        const opened = await openPcsc({ clock, ...(name === undefined ? {} : { name }) })
        if (!opened.ok) return opened
        const { gone, close } = opened.value
        return ok({ device: opened.value, label: `PC/SC reader ${opened.value.name}`, gone, close })
      },
    },
    wire,
    true,
  )
