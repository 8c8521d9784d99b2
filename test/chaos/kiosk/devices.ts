import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { plugInPrinter, type SimulatedPrinter } from '#simulator/printer.ts'
import { plugInReader, type SimulatedReader } from '#simulator/reader.ts'
import { laySerialCable, type SerialCable } from '#simulator/serial-cable.ts'
import type { World } from '#simulator/world.ts'

/** A reader and a printer whose cables can be pulled out and put back, at the same ports. */
export interface Devices {
  /** The world's configuration with these two in it. */
  readonly configPath: string
  /** Those that are plugged in now. */
  readonly reader: SimulatedReader
  readonly printer: SimulatedPrinter
  /** The text of every receipt that any printer has cut off, oldest first. */
  papers(): string[]
  /** Calls when the first bytes of the next receipt have arrived; returns the function that stops waiting. */
  onPrinting(listener: () => void): () => void
  unplugReader(): Promise<void>
  plugReader(): Promise<void>
  unplugPrinter(): Promise<void>
  plugPrinter(): Promise<void>
  stop(): Promise<void>
}

const SIGNING_MS = 30
/** Status requests are a few bytes; a receipt is hundreds. */
const SMALLEST_JOB = 32

export async function plugInDevices(dir: string, world: World): Promise<Devices> {
  const { cards, events } = world
  const printers: SimulatedPrinter[] = []
  const printing = new Set<() => void>()

  async function layReader() {
    const cable = await laySerialCable(dir, 'chaos-reader')
    return { cable, device: plugInReader({ cable, cards, events, signingMs: SIGNING_MS }) }
  }
  async function layPrinter() {
    const cable = await laySerialCable(dir, 'chaos-printer')
    cable.link.onData((bytes) => {
      if (bytes.length >= SMALLEST_JOB) for (const listener of printing) listener()
    })
    const device = plugInPrinter({ cable, events, columns: 48 })
    printers.push(device)
    return { cable, device }
  }

  const reader = await socket(layReader)
  const printer = await socket(layPrinter)
  return {
    configPath: await writeConfig(dir, world, { reader: reader.path, printer: printer.path }),
    get reader() {
      return reader.device()
    },
    get printer() {
      return printer.device()
    },
    papers: () => printers.flatMap(({ receipts }) => receipts.map(({ text }) => text)),
    onPrinting(listener) {
      printing.add(listener)
      return () => printing.delete(listener)
    },
    unplugReader: reader.unplug,
    plugReader: reader.plug,
    unplugPrinter: printer.unplug,
    plugPrinter: printer.plug,
    async stop() {
      await reader.unplug()
      await printer.unplug()
    },
  }
}

interface Plugged<T> {
  readonly cable: SerialCable
  readonly device: T
}

/** Where a device is plugged in, or was. */
async function socket<T>(lay: () => Promise<Plugged<T>>) {
  let last = await lay()
  let isIn = true
  return {
    path: last.cable.path,
    device: () => last.device,
    async plug() {
      if (isIn) return
      last = await lay()
      isIn = true
    },
    async unplug() {
      if (!isIn) return
      isIn = false
      await last.cable.close()
    },
  }
}

interface Ports {
  readonly reader: string
  readonly printer: string
}

async function writeConfig(dir: string, { configPath }: World, ports: Ports): Promise<string> {
  const config = JSON.parse(await readFile(configPath, 'utf8'))
  config.devices.reader.path = ports.reader
  config.devices.printer.path = ports.printer
  const path = join(dir, 'chaos.json')
  await writeFile(path, JSON.stringify(config), { mode: 0o600 })
  return path
}
