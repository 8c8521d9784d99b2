import { main, say } from './lib/run.mjs'
import { setUp } from './lib/setup.mjs'

const HELP = `Usage: node scripts/setup.mjs

Gets ready whatever is missing: npm packages, system libraries (Debian, as root; otherwise it
prints the command to run), an Electron runtime. The npm commands do this by themselves.`

await main(async (args) => {
  if (args.length > 0) {
    console.log(HELP)
    return args.includes('--help') || args.includes('-h') ? 0 : 1
  }
  await setUp({ display: true })
  say('Everything is ready.')
  return 0
})
