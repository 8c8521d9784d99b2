import { installPackages } from './lib/packages.mjs'
import { bin, main, run, say } from './lib/run.mjs'

/** Cheap first: the first failure ends the check. */
const STEPS = [
  { name: 'format and lint', command: bin('biome'), args: ['ci', '--error-on-warnings'] },
  { name: 'import directions', command: process.execPath, args: ['scripts/imports.mjs'] },
  { name: 'Electron security', command: process.execPath, args: ['scripts/electron-security.mjs'] },
  { name: 'types', command: bin('tsc'), args: ['-b'] },
]

await main(async () => {
  await installPackages()
  for (const { name, command, args } of STEPS) {
    const start = performance.now()
    const { code } = await run(command, args)
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    say(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
    if (code !== 0) return 1
  }
  // Reported only: what somebody finds in a package tonight is no fault of today's change.
  await run(process.execPath, ['scripts/audit.mjs'])
  return 0
})
