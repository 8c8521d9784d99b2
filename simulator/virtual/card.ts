import { type InsertedCard, insertCard } from '#drivers/emulator/vpcd.ts'
import { describeCard, virtualCard } from './cards.ts'
import type { VirtualDevice } from './options.ts'
import { CannotStart, type Console, type Running } from './running.ts'

/** A card in the slot of vsmartcard's virtual reader. */
export async function runCard(
  device: Extract<VirtualDevice, { device: 'card' }>,
  console: Console,
): Promise<Running> {
  const { host, port } = device.vpcd
  const card = virtualCard(device.card, device.key, console, device.data)
  let here: InsertedCard | undefined
  let taking = false
  let end: (why: string) => void = () => {}
  const ended = new Promise<string>((resolve) => {
    end = resolve
  })

  async function lay(): Promise<string | undefined> {
    const onPower = (change: string) => console.say(`power ${change}`)
    const inserted = await insertCard(card, { host, port, onPower })
    if (!inserted.ok) return inserted.error.detail ?? inserted.error.code
    here = inserted.value
    taking = false
    void here.out.then(() => taking || end(`vpcd at ${host}:${port} has let the card go`))
    console.say(`card laid on the reader at ${host}:${port}`)
    return undefined
  }
  async function take(): Promise<void> {
    taking = true
    await here?.remove()
    here = undefined
    console.say('card taken away')
  }

  console.say(describeCard(device.card, device.key))
  const trouble = await lay()
  if (trouble)
    throw new CannotStart(
      `No vpcd answers at ${host}:${port} (${trouble}).\nIs pcscd running, with vsmartcard-vpcd installed? Its readers show up in "pcsc_scan".`,
    )
  let busy: Promise<unknown> = Promise.resolve()
  console.onEnter(() => {
    busy = busy.then(async () => {
      if (here) return take()
      const again = await lay()
      if (again) end(`vpcd at ${host}:${port} is gone (${again})`)
    })
  })
  return { ended, stop: take }
}
