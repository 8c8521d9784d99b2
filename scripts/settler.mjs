import { installPackages } from './lib/packages.mjs'
import { main, run } from './lib/run.mjs'
import { typescript } from './lib/typescript.mjs'

await main(async (args) => {
  await installPackages()
  // Paths on the command line start from where the person stands.
  const env = { INIT_CWD: process.env.INIT_CWD ?? process.cwd() }
  const { code } = await run(process.execPath, typescript('settler/index.ts', args), { env })
  return code
})
