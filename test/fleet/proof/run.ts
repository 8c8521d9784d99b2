import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { FULL_SIZE, openOf } from './options.ts'
import { planOf, troubleText } from './plan.ts'
import { prove } from './prove.ts'
import { figuresOf, isGood, reportText } from './report.ts'

const say = (line: string): void => void process.stderr.write(`${line}\n`)
const number = (fallback: number) => ({ type: 'string', default: String(fallback) }) as const

const { values } = parseArgs({
  options: {
    terminals: number(FULL_SIZE.terminals),
    payments: number(FULL_SIZE.payments),
    seed: number(FULL_SIZE.seed),
    workers: number(FULL_SIZE.workers),
    lanes: number(FULL_SIZE.lanes),
    outages: number(FULL_SIZE.outages),
    restored: number(FULL_SIZE.restored),
    'outage-seconds': number(FULL_SIZE.outageSeconds),
    /** Where the terminals' disks lie; a thousand on one real disk measure that disk. */
    disks: { type: 'string', default: existsSync('/dev/shm') ? '/dev/shm' : tmpdir() },
    json: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
})
const folder = await mkdtemp(join(tmpdir(), 'tapsyr-proof-'))
const disks = await mkdtemp(join(values.disks, 'tapsyr-proof-disks-'))
const options = {
  ...FULL_SIZE,
  ...{ terminals: whole('terminals'), payments: whole('payments'), seed: whole('seed') },
  ...{ workers: whole('workers'), lanes: whole('lanes'), outages: whole('outages') },
  restored: whole('restored'),
  ...{ outageSeconds: whole('outage-seconds'), folder, disks },
  open: openOf(whole('payments')),
}
say(
  `${options.terminals} terminals, ${options.payments} payments, seed ${options.seed}, in ${folder} and ${disks}`,
)
for (const trouble of planOf(options)) say(`  at ${trouble.at} payments: ${troubleText(trouble)}`)
try {
  const proof = await prove(options, say)
  say(`\n${reportText(proof)}`)
  if (values.json) await writeFile(values.json, `${JSON.stringify(figuresOf(proof), null, 2)}\n`)
  process.exitCode = isGood(proof.count) ? 0 : 1
} catch (error) {
  say(String(error instanceof Error ? error.stack : error))
  process.exitCode = 1
} finally {
  if (!values.keep)
    for (const each of [folder, disks]) await rm(each, { recursive: true, force: true, maxRetries: 3 })
}
// What is left of connections must not keep the program on.
process.exit()

function whole(
  name: 'terminals' | 'payments' | 'seed' | 'workers' | 'lanes' | 'outages' | 'restored' | 'outage-seconds',
): number {
  const value = Number(values[name])
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} takes a whole number`)
  return value
}
