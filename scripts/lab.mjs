import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runInGuest } from './lib/lab-guest.mjs'
import { labKernel } from './lib/lab-kernel.mjs'
import { installLabPackages } from './lib/lab-packages.mjs'
import { printedReport, readReport, readText } from './lib/lab-report.mjs'
import { installPackages } from './lib/packages.mjs'
import { main, ROOT, run, Stop, say } from './lib/run.mjs'

const HELP = `Usage: npm run lab [-- --only NAME] [--json FILE] [--minutes N] [--allow-skip]

The hardware lab: boots a small virtual machine whose kernel plugs virtual devices into a virtual USB
bus, and runs the contract suites on its real drivers. Pulls each device out in the middle of each
operation, too. See docs/lab.md.

  --only NAME     only the suites of test/lab/suites whose file has this in its name; may be repeated
  --json FILE     also write the result as JSON
  --minutes N     when the guest is switched off, whatever it does (default: 9)
  --allow-skip    end with 0 where the lab cannot run at all
  --help          this text`

const RESULTS = join(ROOT, 'test-results/lab')

const options = {
  only: { type: 'string', multiple: true, default: [] },
  json: { type: 'string' },
  minutes: { type: 'string', default: '9' },
  'allow-skip': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
}

function readOptions(args) {
  try {
    const asked = parseArgs({ args, options }).values
    const minutes = Number(asked.minutes)
    if (!(minutes > 0)) throw new Error(`--minutes ${asked.minutes} is no number of minutes`)
    return { ...asked, timeoutMs: minutes * 60_000 }
  } catch (error) {
    throw new Stop(`${error.message}\n\n${HELP}`)
  }
}

/** The folder of the guest's kernel, or why there is none. */
async function prepare() {
  const reason = await installLabPackages()
  if (reason) return { reason }
  try {
    return { kernel: await labKernel() }
  } catch (error) {
    if (error instanceof Stop) return { reason: error.message }
    throw error
  }
}

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`

/** vitest's command line: `list` loads the suites, `run` runs them. */
const vitest = (what, only) => [
  ...['node_modules/vitest/vitest.mjs', what],
  ...['--config', 'test/lab/vitest.config.ts', ...only],
]

/** What the guest runs: vitest with the node that runs this. */
const commandFor = (only) => `
cd ${quoted(ROOT)}
export NO_COLOR=1 CI=true HOME=/tmp
exec ${[process.execPath, ...vitest('run', only)].map(quoted).join(' ')}
`

async function runLab(kernel, { only, timeoutMs }) {
  rmSync(RESULTS, { recursive: true, force: true })
  mkdirSync(RESULTS, { recursive: true })
  // What does not load is known in seconds here and in minutes there, and what loads is ready for the guest.
  const loaded = await run(process.execPath, vitest('list', only), { quiet: true })
  if (loaded.code !== 0) {
    say(`The suites do not load.\n${loaded.stdout}\n${loaded.stderr}`)
    return readReport('', loaded.code)
  }
  say('Booting the guest; the first test begins in about a minute …')
  const command = commandFor(only)
  const status = await runInGuest({ kernel, command, results: RESULTS, timeoutMs, onLine: say })
  if (status === undefined) say('The guest did not come to its end.')
  return readReport(readText(join(RESULTS, 'vitest.json')), status)
}

const skip = (reason) => {
  say(`\nTHE HARDWARE LAB WAS SKIPPED: nothing was proven on real drivers.\n${reason}\n`)
  return { passed: 0, failed: 0, skipped: 1, suites: [], reason }
}

await main(async (args) => {
  const asked = readOptions(args)
  if (asked.help) {
    console.log(HELP)
    return 0
  }
  const start = performance.now()
  await installPackages()
  const { kernel, reason } = await prepare()
  const report = reason ? skip(reason) : await runLab(kernel, asked)
  const seconds = Math.round((performance.now() - start) / 1000)
  if (asked.json) writeFileSync(asked.json, `${JSON.stringify({ ...report, seconds }, null, 2)}\n`)
  if (reason) return asked['allow-skip'] ? 0 : 1
  console.log(`${printedReport(report)} (${seconds} s)`)
  return report.failed === 0 && report.passed > 0 ? 0 : 1
})
