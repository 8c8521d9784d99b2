import { main } from './lib/run.mjs'
import { setUp } from './lib/setup.mjs'
import { typescript } from './lib/typescript.mjs'
import { runUnderDisplay } from './lib/xvfb.mjs'

/** Draws the terminal's screens in every language: without arguments the chosen ones for docs/screens. */
await main(async (args) => {
  const { electron } = await setUp({ display: true })
  const { code } = await runUnderDisplay(process.execPath, typescript('test/e2e/preview/shots.ts', args), {
    env: { TAPSYR_ELECTRON: electron },
  })
  return code
})
