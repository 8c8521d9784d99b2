import { installPackages } from './lib/packages.mjs'
import { main, run } from './lib/run.mjs'
import { typescript } from './lib/typescript.mjs'

await main(async () => {
  await installPackages()
  const { code } = await run(process.execPath, typescript('cli/hash-pin.ts', []))
  return code
})
