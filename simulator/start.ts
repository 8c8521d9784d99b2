import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { kioskArgs, sandboxArgs } from './kiosk-command.ts'
import { startPanel } from './panel/server.ts'
import { openWindow } from './window-process.ts'
import { startWorld } from './world.ts'

const PANEL_APP = fileURLToPath(new URL('panel/app.mjs', import.meta.url))

const WORDS = `
The terminal is on the left, the world around it in the panel on the right.
Put goods in the basket or type an amount, press Charge, then tap a card in the panel; cut the network and do it again.
Close the terminal's window or press Ctrl-C to end; nothing is kept.`

const HELP = `Usage: npm start [-- --station]

Opens the terminal with everything around it: a chain with USDC on this machine, a card reader and
a receipt printer, and a panel to tap cards and cut the network. Nothing is kept afterwards.

--station   a passenger's kiosk in the place of the shop's counter: tap a card to ride`

/** Resolves at the first of these signals; later ones find us stopping already. */
const asked = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })

async function main(isStation: boolean): Promise<void> {
  const stopped = asked()
  const dir = await mkdtemp(join(tmpdir(), 'tapsyr-'))
  const world = await startWorld({ dir: join(dir, 'world'), items: !isStation, station: isStation })
  const panel = await startPanel(world)
  const files = { configPath: world.configPath, userDataDir: join(dir, 'terminal') }
  const kiosk = openWindow(kioskArgs(files))
  const beside = openWindow([...sandboxArgs(), PANEL_APP, panel.url, `--user-data-dir=${join(dir, 'panel')}`])
  console.log(WORDS)
  await Promise.race([kiosk.ended, stopped])
  await Promise.all([kiosk.stop(), beside.stop()])
  await panel.stop()
  await world.stop()
  await rm(dir, { recursive: true, force: true, maxRetries: 3 })
}

const args = process.argv.slice(2)
if (args.every((arg) => arg === '--station')) await main(args.length > 0)
else {
  console.log(HELP)
  process.exitCode = args.every((arg) => arg === '--help' || arg === '-h') ? 0 : 1
}
