import { build } from './lib/build.mjs'
import { main } from './lib/run.mjs'
import { setUp } from './lib/setup.mjs'
import { typescript } from './lib/typescript.mjs'
import { runUnderDisplay } from './lib/xvfb.mjs'

await main(async (args) => {
  const { electron } = await setUp({ display: true })
  await build()
  const { code } = await runUnderDisplay(process.execPath, typescript('test/soak/run.ts', args), {
    env: { TAPSYR_ELECTRON: electron },
  })
  return code
})
