import { fail, ok } from '#src/result.ts'
import { parsed, type Wrong, wrong } from '../command-line.ts'
import { withBroker } from './broker.ts'
import { listMembers } from './members.ts'
import { readRecent } from './recent.ts'
import { lastWords } from './seen.ts'
import { terminalReport } from './show-text.ts'
import { folderOf, isName, noName, type Subcommand } from './subcommand.ts'

interface ShowTask {
  readonly kind: 'show'
  readonly site: string
  readonly terminal: string
  readonly days: number
  readonly folder: string
}

export function readShowTask(args: readonly string[], cwd: string): ShowTask | Wrong {
  const read = parsed({
    args: [...args],
    allowPositionals: true,
    options: { in: { type: 'string' }, days: { type: 'string', default: '7' } },
  })
  if (typeof read === 'string') return wrong(read)
  const { values, positionals } = read
  const [site, terminal, ...more] = positionals
  if (site === undefined || terminal === undefined || more.length > 0)
    return wrong('Name a site and a terminal.')
  if (!isName(site)) return noName(site)
  if (!isName(terminal)) return noName(terminal)
  if (!/^[1-9]\d{0,2}$/.test(values.days)) return wrong('--days is a number from 1 to 999.')
  const folder = folderOf(values.in, cwd)
  return typeof folder === 'string'
    ? { kind: 'show', site, terminal, folder, days: Number(values.days) }
    : folder
}

const DAY_MS = 86_400_000

export const show: Subcommand = {
  help: `  npm run fleet -- show SITE TERMINAL [--days N] --in FOLDER
                          how a terminal was when it was last heard of, and the last
                          notes and payments of its journal; of 7 days`,
  async run(args, cwd) {
    const task = readShowTask(args, cwd)
    if (task.kind === 'wrong') return task
    const { site, terminal, days, folder } = task
    const members = await listMembers(folder)
    if (!members.ok) return members
    const isEnrolled = members.value.some(
      (each) => each.role === 'terminal' && each.site === site && each.name === terminal,
    )
    if (!isEnrolled) return fail('CONFIG_INVALID', `${site}.${terminal} is not enrolled`)
    return withBroker(folder, async (connection) => {
      const now = Date.now()
      const whose = { site, terminal }
      const [seen] = await lastWords(connection, [whose])
      const recent = await readRecent(connection, whose, now - days * DAY_MS)
      return ok(terminalReport({ ...whose, seen, recent, days, now }))
    })
  },
}
