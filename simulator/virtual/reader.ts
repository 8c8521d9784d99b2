import type { EmulatedCard } from '#drivers/emulator/emulated-card.ts'
import { emulateNeo } from '#drivers/emulator/neo.ts'
import { emulatePn532 } from '#drivers/emulator/pn532.ts'
import { systemClock } from '#drivers/system-clock.ts'
import type { Link } from '#src/device/link.ts'
import { describeCard, virtualCard } from './cards.ts'
import type { ReaderKind, VirtualDevice } from './options.ts'
import { openPort } from './port.ts'
import type { Console, Running } from './running.ts'

interface Antenna {
  place(card: EmulatedCard): void
  remove(): void
}

const emulate = (kind: ReaderKind, link: Link): Antenna =>
  kind === 'pn532' ? emulatePn532(link, { clock: systemClock }) : emulateNeo(link, { clock: systemClock })

const NAMES: { readonly [kind in ReaderKind]: string } = { pn532: 'PN532', neo: 'ID TECH NEO reader' }

/** A card reader on a serial port, and the hand that lays a card on it. */
export async function runReader(
  device: Extract<VirtualDevice, { device: 'reader' }>,
  console: Console,
): Promise<Running> {
  const port = await openPort(device.pty)
  const antenna = emulate(device.reader, port.link)
  const kind = device.card ?? 'keycard'
  const card = virtualCard(kind, device.key, console)
  let lying = false

  const toggle = () => {
    lying = !lying
    if (lying) antenna.place(card)
    else antenna.remove()
    console.say(lying ? 'card laid on the reader' : 'card taken away')
  }

  console.say(`${NAMES[device.reader]} at ${port.path}`)
  console.say(describeCard(kind, device.key))
  if (device.card) toggle()
  console.onEnter(toggle)
  return { ended: pulledOut(port.link), stop: () => port.close() }
}

export const pulledOut = (link: Link): Promise<string> =>
  new Promise((resolve) => {
    link.onClose(() => resolve('the port is gone'))
  })
