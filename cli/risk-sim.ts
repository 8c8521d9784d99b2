import { randomInt } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { loadConfig } from '#main/config/load.ts'
import { policyOf } from '#src/config/risk.ts'
import { errorWords } from '#src/errors/words/words.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { type DayOptions, makeDay } from './risk-sim/day.ts'
import { readSimTask, SIM_HELP } from './risk-sim/options.ts'
import { plot } from './risk-sim/plot.ts'
import { type NamedPolicy, policiesOf } from './risk-sim/policies.ts'
import { replay } from './risk-sim/replay.ts'
import { pointOf, table } from './risk-sim/report.ts'

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
  const day = makeDay(task.day)
  const run = ({ name, policy }: NamedPolicy) => ({ name, outcome: replay(day, policy) })
  const outcomes = policiesOf(task.day.mix).map(run)
  print(`${wordsOf(task.day)}\n\n${table([...outcomes, ...own.value.map(run)])}`)
  if (task.out !== undefined) await writeFile(task.out, plot(outcomes.map(pointOf), textsOf(task.day)))
  return 0
}

async function policyIn(path: string): Promise<Result<NamedPolicy[]>> {
  const config = await loadConfig(path)
  if (!config.ok) return config
  const { decimals } = config.value.money.asset
  return decimals === 6
    ? ok([{ name: 'yours', policy: policyOf(config.value) }])
    : fail('CONFIG_INVALID', `its token has ${decimals} decimals, and the day's has 6`)
}

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`

const wordsOf = ({ mix, seed, cards, terminals, empty, malicious }: DayOptions): string =>
  `${mix}: ${cards} cards, ${percent(empty)} empty, ${percent(malicious)} malicious; ${terminals} terminals; seed ${seed}`

const textsOf = (day: DayOptions) => ({
  title: wordsOf(day),
  x: 'honest sales declined, %',
  y: 'loss, % of what was taken',
})

process.exitCode = await main(process.argv.slice(2))
