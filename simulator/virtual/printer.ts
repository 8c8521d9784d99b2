import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { emulatePrinter } from '#drivers/emulator/printer.ts'
import { systemClock } from '#drivers/system-clock.ts'
import type { VirtualDevice } from './options.ts'
import { openPort } from './port.ts'
import { pulledOut } from './reader.ts'
import { CannotStart, type Console, type Running } from './running.ts'

/** A receipt printer of 80 mm on a serial port; what it cuts off is drawn. */
export async function runPrinter(
  device: Extract<VirtualDevice, { device: 'printer' }>,
  console: Console,
): Promise<Running> {
  const dir = resolve(process.env.INIT_CWD ?? process.cwd(), device.png)
  await mkdir(dir, { recursive: true }).catch((error: Error) => {
    throw new CannotStart(`The folder ${dir} cannot be made: ${error.message}`)
  })
  const port = await openPort(device.pty)
  const printer = emulatePrinter(port.link, { clock: systemClock, columns: 48 })
  let drawn: Promise<unknown> = Promise.resolve()
  let count = 0
  printer.onReceipt((receipt) => {
    const path = join(dir, `${++count}.png`)
    drawn = drawn
      .then(async () => writeFile(path, await receipt.png()))
      .then(
        () => console.say(`receipt ${path}: ${firstLine(receipt.text)}`),
        (error: Error) => console.say(`receipt not kept: ${error.message}`),
      )
  })
  console.say(`ESC/POS printer at ${port.path}, receipts in ${dir}`)
  return {
    ended: pulledOut(port.link),
    async stop() {
      await port.close()
      await drawn
    },
  }
}

const firstLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '') ?? '(empty)'
