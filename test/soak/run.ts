import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isGood, reportJson, tableOf } from './report.ts'
import { runSoak } from './soak.ts'

const { values } = parseArgs({
  options: {
    hours: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
    /** Keeps the terminal's files, to look at them afterwards. */
    keep: { type: 'boolean', default: false },
  },
})
const say = (line: string) => void process.stderr.write(`${line}\n`)
const hours = Number(values.hours)
const seed = Number(values.seed)
if (!(hours > 0) || !Number.isInteger(seed)) throw new Error('--hours above 0, --seed a whole number')

const dir = await mkdtemp(join(tmpdir(), 'tapsyr-soak-'))
say(`Soak: ${hours} hours, seed ${seed}, in ${dir}`)
try {
  const report = await runSoak({ seed, hours, dir, say })
  say(tableOf(report))
  const json = `${JSON.stringify(reportJson(report), null, 2)}\n`
  if (values.json) await writeFile(values.json, json)
  else process.stdout.write(json)
  process.exitCode = isGood(report) ? 0 : 1
} finally {
  if (!values.keep) await rm(dir, { recursive: true, force: true, maxRetries: 3 })
}
