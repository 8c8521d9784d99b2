import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './lib/build.mjs'
import { bin, main, ROOT, run, say } from './lib/run.mjs'
import { setUp } from './lib/setup.mjs'
import { playwrightCounts, vitestCounts } from './lib/test-report.mjs'

const REPORTS = join(ROOT, 'test-results')

/** A place for one runner's report, without the report of an earlier run in it. */
function freshReport(name) {
  const file = join(REPORTS, name)
  mkdirSync(REPORTS, { recursive: true })
  rmSync(file, { force: true })
  return file
}

/** The release, which the tests look into, and its test build, which they drive; made on Linux only. */
async function pack(runtime) {
  if (process.platform !== 'linux') return {}
  const { packFolder } = await import('./lib/dist/pack.mjs')
  const { makeTestBuild } = await import('./lib/dist/test-build.mjs')
  const release = await packFolder(runtime)
  return { TAPSYR_RELEASE: release, TAPSYR_TEST_BUILD: await makeTestBuild(release) }
}

async function runVitest(args, env) {
  say('Unit, contract and rule tests (vitest) …')
  const file = freshReport('vitest.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { code } = await run(bin('vitest'), ['run', ...reporters, ...args], { env })
  return vitestCounts(file, code)
}

async function runPlaywright(env) {
  say('Tests of the built terminal (Playwright) …')
  const file = freshReport('playwright.json')
  const args = ['test', '-c', 'test/e2e/playwright.config.ts', '--reporter=list,json']
  const { code } = await run(bin('playwright'), args, {
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  })
  return playwrightCounts(file, code)
}

/** With arguments only vitest runs, with those arguments: `npm test -- test/src`. */
await main(async (args) => {
  const { runtime, electron } = await setUp({ display: true })
  const env = { TAPSYR_ELECTRON: electron }
  const everything = args.length === 0
  if (everything) await build()
  const counts = [await runVitest(args, env)]
  if (everything) counts.push(await runPlaywright({ ...env, ...(await pack(runtime)) }))
  const passed = counts.reduce((sum, count) => sum + count.passed, 0)
  const failed = counts.reduce((sum, count) => sum + count.failed, 0)
  for (const name of counts.flatMap(({ names }) => names)) console.log(`failed: ${name}`)
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 && passed > 0 ? 0 : 1
})
