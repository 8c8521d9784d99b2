import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fail, ok, type Result } from '#src/result.ts'
import { parsed, type Wrong, wrong } from '../command-line.ts'
import { withBroker } from './broker.ts'
import { planText, publishDenyList } from './deny-bucket.ts'
import { folderOf, isName, noName, type Subcommand } from './subcommand.ts'

interface DenyTask {
  readonly kind: 'deny'
  readonly list: string
  readonly files: readonly string[]
  readonly folder: string
}

export function readDenyTask(args: readonly string[], cwd: string): DenyTask | Wrong {
  const read = parsed({
    args: [...args],
    allowPositionals: true,
    options: { in: { type: 'string' }, file: { type: 'string', multiple: true } },
  })
  if (typeof read === 'string') return wrong(read)
  const { values, positionals } = read
  const [list, ...more] = positionals
  if (list === undefined || more.length > 0) return wrong('Name one list.')
  if (!isName(list)) return noName(list)
  const folder = folderOf(values.in, cwd)
  if (typeof folder !== 'string') return folder
  if (!values.file) return wrong('Name what npm run deny-list has signed with --file.')
  return { kind: 'deny', list, folder, files: values.file.map((file) => resolve(cwd, file)) }
}

export const deny: Subcommand = {
  help: `  npm run fleet -- deny LIST --file FILE [--file FILE …] --in FOLDER
                          gives out a deny list: what npm run deny-list has written, all
                          of it or what changed; terminals have it within seconds`,
  async run(args, cwd) {
    const task = readDenyTask(args, cwd)
    if (task.kind === 'wrong') return task
    const bytes = await contentOf(task.files)
    if (!bytes.ok) return bytes
    return withBroker(task.folder, async (connection) => {
      const plan = await publishDenyList(connection, task.list, bytes.value)
      return plan.ok ? ok(planText(task.list, plan.value)) : plan
    })
  },
}

async function contentOf(files: readonly string[]): Promise<Result<Uint8Array, 'FILE_READ_FAILED'>> {
  try {
    return ok(Buffer.concat(await Promise.all(files.map((file) => readFile(file)))))
  } catch (error) {
    return fail('FILE_READ_FAILED', String(error))
  }
}
