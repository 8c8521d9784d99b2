import { ok, type Result } from '#src/result.ts'
import { dismiss, enrol, listMembers } from './fleet/members.ts'
import { FLEET_HELP, type Named, readFleetTask } from './fleet/options.ts'
import { memberText } from './fleet/register.ts'
import { told } from './told.ts'

async function main(args: readonly string[]): Promise<number> {
  // npm runs its scripts in the repository, wherever it was called.
  const task = readFleetTask(args, process.env.INIT_CWD ?? process.cwd())
  switch (task.kind) {
    case 'help':
      process.stdout.write(`${FLEET_HELP}\n`)
      return 0
    case 'wrong':
      process.stderr.write(`${task.why}\n\n${FLEET_HELP}`)
      return 2
    case 'list':
      return told(await list(task.folder))
    case 'enrol':
      return told(await letIn(task.folder, task.member))
    case 'dismiss':
      return told(await putOut(task.folder, task.member))
  }
}

async function list(folder: string): Promise<Result<string>> {
  const members = await listMembers(folder)
  return members.ok ? ok(members.value.map((each) => `${memberText(each)}  ${each.key}`).join('\n')) : members
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
