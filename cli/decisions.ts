import { readFile } from 'node:fs/promises'
import { loadConfig } from '#main/config/load.ts'
import { policyOf } from '#src/config/risk.ts'
import { errorWords } from '#src/errors/words/words.ts'
import { type Failure, fail, ok, type Result } from '#src/result.ts'
import type { Policy } from '#src/risk/policy.ts'
import { replayDecisions } from '#src/risk/replay.ts'
import { DECISIONS_HELP, readDecisionsTask } from './decisions/options.ts'
import { asJson, asText, differing } from './decisions/report.ts'

const say = (line: string): void => void process.stderr.write(`${line}\n`)
const print = (text: string): void => void process.stdout.write(`${text}\n`)

async function main(args: readonly string[]): Promise<number> {
  // npm runs its scripts in the repository, wherever it was called.
  const task = readDecisionsTask(args, process.env.INIT_CWD ?? process.cwd())
  if (task.kind === 'help') {
    print(DECISIONS_HELP)
    return 0
  }
  if (task.kind === 'wrong') {
    say(`${task.why}\n\n${DECISIONS_HELP}`)
    return 2
  }
  const log = await read(task.file)
  if (!log.ok) return told(log.error)
  const other = await policyIn(task.config)
  if (!other.ok) return told(other.error)
  const replay = replayDecisions(log.value, other.value)
  print(task.json ? asJson(replay) : asText(replay))
  return other.value === undefined && differing(replay).length > 0 ? 1 : 0
}

function told({ code, detail }: Failure): number {
  say(`${errorWords(code, 'en').what} (${code}: ${detail})`)
  return 2
}

async function read(path: string): Promise<Result<string, 'FILE_READ_FAILED'>> {
  try {
    return ok(await readFile(path, 'utf8'))
  } catch (error) {
    return fail('FILE_READ_FAILED', String(error))
  }
}

async function policyIn(path: string | undefined): Promise<Result<Policy | undefined>> {
  if (path === undefined) return ok(undefined)
  const config = await loadConfig(path)
  return config.ok ? ok(policyOf(config.value)) : config
}

process.exitCode = await main(process.argv.slice(2))
