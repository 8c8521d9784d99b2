import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runChaos } from './chaos.ts'
import { isGood, reportJson } from './report.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
    /** Keeps the terminal's files, to look at them afterwards. */
    keep: { type: 'boolean', default: false },
  },
})
const say = (line: string) => void process.stderr.write(`${line}\n`)
const whole = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new Error(`not a whole number: ${text}`)
  return Number(text)
}

const dir = await mkdtemp(join(tmpdir(), 'tapsyr-chaos-'))
const [seed, rounds] = [whole(values.seed), whole(values.rounds)]
say(`Chaos: ${rounds} rounds, seed ${seed}, in ${dir}`)
try {
  const report = await runChaos({ seed, rounds, dir, say })
  const json = `${JSON.stringify(reportJson(report), null, 2)}\n`
  process.stdout.write(json)
  if (values.json) await writeFile(values.json, json)
  process.exitCode = isGood(report) ? 0 : 1
} finally {
  if (!values.keep) await rm(dir, { recursive: true, force: true, maxRetries: 3 })
}
