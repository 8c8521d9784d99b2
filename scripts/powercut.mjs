import { existsSync } from 'node:fs'
import { bin, main, must, run, Stop, say } from './lib/run.mjs'
import { setUp } from './lib/setup.mjs'
import { typescript } from './lib/typescript.mjs'
import { runUnderDisplay } from './lib/xvfb.mjs'

const PROGRAM = 'test/chaos/power/powercut.ts'
const APP = 'test/chaos/power/app/electron.vite.config.ts'
const TOOLS = ['mkfs.ext4', 'mount', 'umount', 'cp', 'unshare']

async function whyNot() {
  if (process.platform !== 'linux') return 'Power can be cut on Linux only: it takes a file system in a file.'
  if (process.getuid() !== 0) return 'Power cuts need root, to mount a file system of their own.'
  if (!existsSync('/dev/loop-control')) return 'Power cuts need loop devices, and this system has none.'
  for (const tool of TOOLS) {
    const { code } = await run('sh', ['-c', `command -v ${tool}`], { quiet: true })
    if (code !== 0) return `Power cuts need ${tool}. On Debian: apt-get install e2fsprogs mount util-linux`
  }
  const { code, stderr } = await run('unshare', ['--mount', 'true'], { quiet: true })
  return code === 0 ? undefined : `Power cuts need the right to mount, and this system refuses it: ${stderr}`
}

async function buildApp() {
  say('Building …')
  await must('The build', bin('electron-vite'), ['build', '--config', APP], { quiet: true })
}

await main(async (args) => {
  if (args.includes('--help')) return (await run(process.execPath, typescript(PROGRAM, args))).code
  const reason = await whyNot()
  if (reason) throw new Stop(reason)
  const { electron } = await setUp({ display: true })
  await buildApp()
  // In a mount namespace of its own: whatever ends the program, its mounts and loop devices go with it.
  const program = ['--mount', process.execPath, ...typescript(PROGRAM, args)]
  const { code } = await runUnderDisplay('unshare', program, { env: { TAPSYR_ELECTRON: electron } })
  return code
})
