import { main, run, say } from './lib/run.mjs'

const LIMIT_MS = 30_000
const GRAVE = ['high', 'critical']

/** npm’s answer, or why there is none: not every registry offers audits. */
async function askRegistry() {
  const args = ['audit', '--json', '--fetch-retries=0', '--fetch-timeout=10000']
  const { stdout } = await run('npm', args, { quiet: true, timeoutMs: LIMIT_MS })
  try {
    const answer = JSON.parse(stdout)
    return answer.vulnerabilities ? answer : { refused: answer.message ?? answer.error?.summary }
  } catch {
    return { refused: 'no answer' }
  }
}

/** Fails for a known hole that is high or critical; not when the registry cannot be asked. */
await main(async () => {
  const { vulnerabilities, refused } = await askRegistry()
  if (!vulnerabilities) {
    say(`skipped dependency audit: ${String(refused).split('\n')[0]}`)
    return 0
  }
  const found = Object.values(vulnerabilities)
  for (const { name, severity, range } of found) say(`${severity}: ${name} ${range}`)
  const grave = found.filter(({ severity }) => GRAVE.includes(severity))
  say(`dependency audit: ${found.length} known holes, ${grave.length} of them high or critical`)
  return grave.length > 0 ? 1 : 0
})
