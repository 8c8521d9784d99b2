import { resolve } from 'node:path'
import { parsed } from '#cli/command-line.ts'
import { errorWords } from '#src/errors/words/words.ts'
import type { Failure } from '#src/result.ts'
import { readSettlerConfig } from './config.ts'
import { startSettler } from './settler.ts'

const HELP = `Settles the payments of a whole fleet: see docs/fleet.md.

npm run settler -- --config FILE

It takes the passphrase of its gas keys from TAPSYR_KEYSTORE_PASSPHRASE, or asks for it. All that it knows lies in
the broker's streams: it may be killed at any moment, and several of them take over from each other.
`

const say = (line: string): void => void process.stderr.write(`${new Date().toISOString()} ${line}\n`)
const inWords = ({ code, detail }: Failure): string =>
  `${errorWords(code, 'en').what} (${code}${detail === undefined ? '' : `: ${detail}`})`

async function main(args: readonly string[]): Promise<number> {
  const options = { config: { type: 'string' }, help: { type: 'boolean', default: false } } as const
  const read = parsed({ args: [...args], options })
  if (typeof read !== 'string' && read.values.help) {
    process.stdout.write(HELP)
    return 0
  }
  if (typeof read === 'string' || read.values.config === undefined) {
    process.stderr.write(
      `${typeof read === 'string' ? read : 'Name a configuration with --config.'}\n\n${HELP}`,
    )
    return 2
  }
  // npm runs its scripts in the repository, wherever it was called.
  const path = resolve(process.env.INIT_CWD ?? process.cwd(), read.values.config)
  const config = await readSettlerConfig(path)
  const keyboard = { env: process.env, input: process.stdin, output: process.stderr }
  const started = config.ok ? await startSettler({ config: config.value, keyboard, say }) : config
  if (!started.ok) {
    say(inWords(started.error))
    return 2
  }
  const { closed, stop } = started.value
  const asked = new Promise<'asked'>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done('asked'))
  })
  const why = await Promise.race([asked, closed])
  if (why === 'asked') await stop()
  else say('the broker has closed the connection for good')
  return why === 'asked' ? 0 : 1
}

process.exit(await main(process.argv.slice(2)))
