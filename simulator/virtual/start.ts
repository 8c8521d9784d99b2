import { runCard } from './card.ts'
import { readOptions, type VirtualDevice } from './options.ts'
import { runPrinter } from './printer.ts'
import { runReader } from './reader.ts'
import { CannotStart, type Console, type Running } from './running.ts'

/** Resolves at the first of these signals; later ones find us stopping already. */
const asked = (): Promise<undefined> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => resolve(undefined))
  })

const person: Console = {
  say: (line) => console.log(line),
  onEnter: (listener) => {
    process.stdin.setEncoding('utf8').on('data', (text: string) => {
      for (const _ of text.matchAll(/\n/g)) listener()
    })
  },
}

function run(device: VirtualDevice): Promise<Running> {
  if (device.device === 'card') return runCard(device, person)
  if (device.device === 'reader') return runReader(device, person)
  return runPrinter(device, person)
}

/** Its answer is the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const wanted = readOptions(args)
  if ('say' in wanted) {
    console[wanted.code === 0 ? 'log' : 'error'](wanted.say)
    return wanted.code
  }
  const stopped = asked()
  try {
    const device = await run(wanted.run)
    const why = await Promise.race([device.ended, stopped])
    if (why !== undefined) console.error(`Ended: ${why}.`)
    await device.stop()
    return why === undefined ? 0 : 1
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error
    console.error(error.message)
    return 1
  }
}

process.exit(await main(process.argv.slice(2)))
