import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { kioskInitrd } from './lib/kiosk/initrd.mjs'
import { KIOSK_MODULES, KIOSK_TOOLS } from './lib/kiosk/parts.mjs'
import { kioskRoot } from './lib/kiosk/root.mjs'
import { labKernel } from './lib/lab-kernel.mjs'
import { installLabPackages, LAB_NEEDS } from './lib/lab-packages.mjs'
import { installPackages } from './lib/packages.mjs'
import { main, must, ROOT, run, Stop, say } from './lib/run.mjs'

const HELP = `Usage: npm run kiosk [-- --keep]

Installs the Debian package on a Debian 12 in a virtual machine, makes a kiosk of it, and looks: the service under
systemd, what the screen shows, the sandbox, rights for devices, restarts, the watchdog, X, taking it away,
switching off. Needs root, Debian and apt. See docs/operating.md.

  --keep   take the package that lies in dist/, do not build it anew`

const RESULTS = join(ROOT, 'test-results/kiosk')

async function debianPackage({ isKept }) {
  if (!isKept) await must('npm run dist', process.execPath, ['scripts/dist.mjs', 'deb'])
  const name = readdirSync(join(ROOT, 'dist')).find((file) => file.endsWith('.deb'))
  if (!name) throw new Stop('There is no Debian package in dist/.')
  cpSync(join(ROOT, 'dist', name), join(RESULTS, name))
}

await main(async (args) => {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(HELP)
    return 0
  }
  if (process.getuid?.() !== 0) throw new Stop('Making a Debian needs root.')
  await installPackages()
  const reason = await installLabPackages([...LAB_NEEDS, ...KIOSK_TOOLS])
  if (reason) throw new Stop(reason)
  rmSync(RESULTS, { recursive: true, force: true })
  mkdirSync(RESULTS, { recursive: true })
  await debianPackage({ isKept: args.includes('--keep') })
  const kernel = await labKernel(KIOSK_MODULES)
  const machine = {
    kernel,
    initrd: await kioskInitrd(kernel, RESULTS),
    image: await kioskRoot(),
    folder: RESULTS,
  }
  say('Booting the kiosk; its processor is emulated, and all of it takes a quarter of an hour …')
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/kiosk/vitest.config.ts']
  const { code } = await run(process.execPath, vitest, { env: { TAPSYR_KIOSK: JSON.stringify(machine) } })
  say(`Pictures of its screen and its console: ${RESULTS}`)
  return code
})
