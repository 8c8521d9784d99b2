import { randomInt } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { loadConfig } from '#main/config/load.ts'
import { policyOf } from '#src/config/risk.ts'
import { errorWords } from '#src/errors/words/words.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { readSimTask, SIM_HELP } from './risk-sim/options.ts'
import type { NamedPolicy } from './risk-sim/policies.ts'
import { simulate } from './risk-sim/simulate.ts'

const say = (line: string): void => void process.stderr.write(`${line}\n`)
const print = (text: string): void => void process.stdout.write(`${text}\n`)

async function main(args: readonly string[]): Promise<number> {
  // npm runs its scripts in the repository, wherever it was called.
  const task = readSimTask(args, process.env.INIT_CWD ?? process.cwd(), randomInt(2 ** 32))
  if (task.kind === 'help') {
    print(SIM_HELP)
    return 0
  }
  if (task.kind === 'wrong') {
    say(`${task.why}\n\n${SIM_HELP}`)
    return 2
  }
  const own = task.config === undefined ? ok([]) : await policyIn(task.config)
  if (!own.ok) {
    say(`${errorWords(own.error.code, 'en').what} (${own.error.code}: ${own.error.detail})`)
    return 2
  }
  const { text, svg } = simulate(task.day, task.rules, own.value)
  print(text)
  if (task.out !== undefined) await writeFile(task.out, svg)
  return 0
}

async function policyIn(path: string): Promise<Result<NamedPolicy[]>> {
  const config = await loadConfig(path)
  if (!config.ok) return config
  const { decimals } = config.value.money.asset
  return decimals === 6
    ? ok([{ name: 'yours', policy: policyOf(config.value), list: 'list' }])
    : fail('CONFIG_INVALID', `its token has ${decimals} decimals, and the day's has 6`)
}

process.exitCode = await main(process.argv.slice(2))
