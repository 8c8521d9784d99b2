import { spawn } from 'node:child_process'
import { installPackages } from './lib/packages.mjs'
import { main, ROOT } from './lib/run.mjs'
import { typescript } from './lib/typescript.mjs'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** In our own session, unlike other commands' children: it reads the keyboard. */
function runHere(args) {
  return new Promise((resolve) => {
    const env = { ...process.env, INIT_CWD: process.env.INIT_CWD ?? process.cwd() }
    const child = spawn(process.execPath, typescript('simulator/virtual/start.ts', args), {
      cwd: ROOT,
      env,
      stdio: 'inherit',
    })
    for (const signal of SIGNALS) process.on(signal, () => child.kill(signal))
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

await main(async (args) => {
  await installPackages()
  process.exit(await runHere(args))
})
