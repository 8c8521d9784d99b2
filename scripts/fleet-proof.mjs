import { installPackages } from './lib/packages.mjs'
import { main, run } from './lib/run.mjs'
import { installSystemPackages } from './lib/system.mjs'
import { typescript } from './lib/typescript.mjs'

await main(async (args) => {
  await installPackages()
  await installSystemPackages({ display: false })
  const { code } = await run(process.execPath, typescript('test/fleet/proof/run.ts', args))
  return code
})
