import { build } from './lib/build.mjs'
import { installPackages } from './lib/packages.mjs'
import { main, run } from './lib/run.mjs'
import { setUp } from './lib/setup.mjs'
import { typescript } from './lib/typescript.mjs'
import { runUnderDisplay } from './lib/xvfb.mjs'

/** Neither Electron nor a display is needed for drivers and their emulators, and for the gate. */
const isBare = (args) => /--only[ =](budget|station)(,budget|,station)?( |$)/.test(args.join(' '))

await main(async (args) => {
  const bench = typescript('test/bench/bench.ts', args)
  if (isBare(args)) {
    await installPackages()
    return (await run(process.execPath, bench)).code
  }
  const { electron } = await setUp({ display: true })
  await build()
  const { code } = await runUnderDisplay(process.execPath, bench, {
    env: { TAPSYR_ELECTRON: electron },
  })
  return code
})
