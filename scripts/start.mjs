import { build } from './lib/build.mjs'
import { main, run, say } from './lib/run.mjs'
import { setUp } from './lib/setup.mjs'
import { typescript } from './lib/typescript.mjs'
import { hasDisplay, runUnderDisplay } from './lib/xvfb.mjs'

await main(async (args) => {
  const screen = hasDisplay()
  const { electron } = await setUp({ display: !screen })
  await build()
  const options = { env: { TAPSYR_ELECTRON: electron } }
  if (screen) return (await run(process.execPath, typescript('simulator/start.ts', args), options)).code
  say('No screen here (DISPLAY is not set): playing the demo on a virtual one instead.')
  return (await runUnderDisplay(process.execPath, typescript('simulator/demo/story.ts', args), options)).code
})
