import { installPackages } from './lib/packages.mjs'
import { main, run } from './lib/run.mjs'
import { typescript } from './lib/typescript.mjs'

await main(async (args) => {
  await installPackages()
  const { code } = await run(process.execPath, typescript('cli/config-schema.ts', args))
  return code
})
