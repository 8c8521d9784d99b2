import { existsSync } from 'node:fs'
import { ok, type Result } from '#src/result.ts'
import { brokerPath } from './fleet/broker.ts'
import { command } from './fleet/command.ts'
import { config } from './fleet/config.ts'
import { deny } from './fleet/deny.ts'
import { listSeen, memberList } from './fleet/list.ts'
import { logs } from './fleet/logs.ts'
import { dismiss, enrol, listMembers } from './fleet/members.ts'
import { FLEET_HELP, type Named, readFleetTask } from './fleet/options.ts'
import { rate } from './fleet/rate.ts'
import { memberText } from './fleet/register.ts'
import { show } from './fleet/show.ts'
import type { Subcommand } from './fleet/subcommand.ts'
import { told } from './told.ts'

const SUBCOMMANDS: Readonly<Record<string, Subcommand>> = { command, config, deny, logs, rate, show }
const HELP = [FLEET_HELP, ...Object.values(SUBCOMMANDS).map(({ help }) => `${help}\n`)].join('\n')

async function main(args: readonly string[]): Promise<number> {
  // npm runs its scripts in the repository, wherever it was called.
  const cwd = process.env.INIT_CWD ?? process.cwd()
  const [word = '', ...rest] = args
  const subcommand = Object.hasOwn(SUBCOMMANDS, word) ? SUBCOMMANDS[word] : undefined
  if (subcommand) {
    const done = await subcommand.run(rest, cwd)
    return 'ok' in done ? told(done) : unclear(`${done.why}\n\n${subcommand.help}`)
  }
  const task = readFleetTask(args, cwd)
  switch (task.kind) {
    case 'help':
      process.stdout.write(`${HELP}\n`)
      return 0
    case 'wrong':
      return unclear(`${task.why}\n\n${HELP}`)
    case 'list':
      return told(await list(task.folder))
    case 'enrol':
      return told(await letIn(task.folder, task.member))
    case 'dismiss':
      return told(await putOut(task.folder, task.member))
  }
}

function unclear(why: string): number {
  process.stderr.write(`${why}\n`)
  return 2
}

async function list(folder: string): Promise<Result<string>> {
  const members = await listMembers(folder)
  if (!members.ok) return members
  return existsSync(brokerPath(folder)) ? listSeen(folder, members.value) : ok(memberList(members.value))
}

async function letIn(folder: string, member: Named): Promise<Result<string>> {
  const key = await enrol(folder, member)
  return key.ok ? ok(`${memberText(member)} is enrolled; its secret is in ${key.value}`) : key
}

async function putOut(folder: string, member: Named): Promise<Result<string>> {
  const done = await dismiss(folder, member)
  return done.ok
    ? ok(`${memberText(member)} is let in no more, once the server has read users.conf again`)
    : done
}

process.exitCode = await main(process.argv.slice(2))
