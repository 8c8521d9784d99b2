import { readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { channelFile } from '#main/update/feed.ts'
import { fail, type Result } from '#src/result.ts'
import { archivedVersion } from './archived-version.ts'
import { describeUpdate } from './describe-update.ts'
import { makeKey, signFile } from './operator-key.ts'
import type { Keyboard } from './passphrase.ts'
import { isArchive, readSignUpdateTask, SIGN_UPDATE_HELP, type SignTask } from './sign-update-options.ts'
import { told } from './told.ts'

/** As `npm run dist` names it. */
const NAME = /^tapsyr-(\d+\.\d+\.\d+)-linux-(\w+)\.tar\.gz$/
const keyboard: Keyboard = { env: process.env, input: process.stdin, output: process.stderr }

async function main(args: readonly string[]): Promise<number> {
  // npm runs its scripts in the repository, wherever it was called.
  const task = readSignUpdateTask(args, process.env.INIT_CWD ?? process.cwd())
  switch (task.kind) {
    case 'help':
      process.stdout.write(SIGN_UPDATE_HELP)
      return 0
    case 'wrong':
      process.stderr.write(`${task.why}\n\n${SIGN_UPDATE_HELP}`)
      return 2
    case 'new-key':
      return told(await makeKey(task.key, keyboard))
    case 'sign':
      return told(await sign(task))
  }
}

/** An archive is described first: what is signed is the description, which has the archive's hash. */
async function sign({ file, key, percentage, channel }: SignTask): Promise<Result<string>> {
  if (!isArchive(file)) return signFile(file, key, keyboard)
  const [, version, arch] = NAME.exec(basename(file)) ?? []
  if (version === undefined) return fail('CONFIG_INVALID', `${file}: not tapsyr-X.Y.Z-linux-x64.tar.gz`)
  const found = await archivedVersion(file)
  if (!found.ok) return found
  if (found.value !== version) return fail('UPDATE_ARCHIVE_INVALID', `the program in it is ${found.value}`)
  const archive = await readFile(file).catch((error: Error) => error)
  if (archive instanceof Error) return fail('FILE_READ_FAILED', archive.message)
  const path = join(dirname(file), channelFile(channel, arch))
  await writeFile(path, describeUpdate({ version, archive, percentage, name: basename(file) }))
  return signFile(path, key, keyboard)
}

process.exitCode = await main(process.argv.slice(2))
