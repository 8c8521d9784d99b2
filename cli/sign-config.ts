import { signConfig } from './checked-config.ts'
import { makeKey } from './operator-key.ts'
import type { Keyboard } from './passphrase.ts'
import { readSignConfigTask, SIGN_CONFIG_HELP } from './sign-config-options.ts'
import { told } from './told.ts'

const keyboard: Keyboard = { env: process.env, input: process.stdin, output: process.stderr }

async function main(args: readonly string[]): Promise<number> {
  // npm runs its scripts in the repository, wherever it was called.
  const task = readSignConfigTask(args, process.env.INIT_CWD ?? process.cwd())
  switch (task.kind) {
    case 'help':
      process.stdout.write(SIGN_CONFIG_HELP)
      return 0
    case 'wrong':
      process.stderr.write(`${task.why}\n\n${SIGN_CONFIG_HELP}`)
      return 2
    case 'new-key':
      return told(await makeKey(task.key, keyboard))
    case 'sign':
      return told(await signConfig(task.file, task.key, keyboard))
  }
}

process.exitCode = await main(process.argv.slice(2))
