import { errorWords } from '#src/errors/words/words.ts'
import type { Failure } from '#src/result.ts'
import { dismiss, enrol, listMembers } from './fleet/members.ts'
import { FLEET_HELP, readFleetTask } from './fleet/options.ts'
import { memberText } from './fleet/register.ts'

const print = (text: string): void => void process.stdout.write(`${text}\n`)

async function main(args: readonly string[]): Promise<number> {
  // npm runs its scripts in the repository, wherever it was called.
  const task = readFleetTask(args, process.env.INIT_CWD ?? process.cwd())
  switch (task.kind) {
    case 'help':
      print(FLEET_HELP)
      return 0
    case 'wrong':
      process.stderr.write(`${task.why}\n\n${FLEET_HELP}`)
      return 2
    case 'list': {
      const members = await listMembers(task.folder)
      if (!members.ok) return told(members.error)
      for (const member of members.value) print(`${memberText(member)}  ${member.key}`)
      return 0
    }
    case 'enrol': {
      const key = await enrol(task.folder, task.member)
      if (!key.ok) return told(key.error)
      print(`${memberText(task.member)} is enrolled; its secret is in ${key.value}`)
      return 0
    }
    case 'dismiss': {
      const done = await dismiss(task.folder, task.member)
      if (!done.ok) return told(done.error)
      print(`${memberText(task.member)} is let in no more, once the server has read users.conf again`)
      return 0
    }
  }
}

function told({ code, detail }: Failure): number {
  const { what, now } = errorWords(code, 'en')
  process.stderr.write(`${what} ${now}\n${detail ?? ''}\n`)
  return 1
}

process.exitCode = await main(process.argv.slice(2))
