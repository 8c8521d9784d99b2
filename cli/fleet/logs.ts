import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type JsMsg, jetstream } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { BUNDLE_HEADERS, type Bundle, type BundlePart, newestBundle } from '#src/fleet/log-bundle.ts'
import { type FleetTerminal, logsSubject, STREAMS, terminalText } from '#src/fleet/names.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { parsed, type Wrong, wrong } from '../command-line.ts'
import { withBroker } from './broker.ts'
import { folderOf, isName, noName, type Subcommand } from './subcommand.ts'

interface LogsTask {
  readonly kind: 'logs'
  readonly whose: FleetTerminal
  readonly out: string
  readonly folder: string
}

export function readLogsTask(args: readonly string[], cwd: string): LogsTask | Wrong {
  const read = parsed({
    args: [...args],
    allowPositionals: true,
    options: { in: { type: 'string' }, out: { type: 'string' } },
  })
  if (typeof read === 'string') return wrong(read)
  const { values, positionals } = read
  const [site, terminal, ...more] = positionals
  if (site === undefined || terminal === undefined || more.length > 0)
    return wrong('Name a site and a terminal.')
  const unfit = [site, terminal].find((name) => !isName(name))
  if (unfit !== undefined) return noName(unfit)
  const folder = folderOf(values.in, cwd)
  if (typeof folder !== 'string') return folder
  if (values.out === undefined) return wrong('Name the file to write with --out.')
  return { kind: 'logs', whose: { site, terminal }, folder, out: resolve(cwd, values.out) }
}

export const logs: Subcommand = {
  help: `  npm run fleet -- logs SITE TERMINAL --out FILE --in FOLDER
                          writes the newest diagnostics that it has sent into a new file`,
  async run(args, cwd) {
    const task = readLogsTask(args, cwd)
    if (task.kind === 'wrong') return task
    const found = await withBroker(task.folder, (connection) => readBundle(connection, task.whose))
    if (!found.ok) return found
    const { id, bytes } = found.value
    try {
      await writeFile(task.out, bytes, { mode: 0o600, flag: 'wx' })
    } catch (error) {
      return fail('FILE_WRITE_FAILED', String(error))
    }
    return ok(`${task.out}: ${bytes.length} bytes, asked for by ${id}`)
  },
}

const WAIT_MS = 5000

/** The newest bundle of a terminal that is whole. */
export async function readBundle(connection: NatsConnection, whose: FleetTerminal): Promise<Result<Bundle>> {
  const consumer = await jetstream(connection).consumers.get(STREAMS.logs, {
    filter_subjects: logsSubject(whose),
  })
  const parts: BundlePart[] = []
  let left = (await consumer.info()).num_pending
  while (left > 0) {
    const message = await consumer.next({ expires: WAIT_MS })
    if (!message) return fail('FLEET_UNREACHABLE', `${left} parts did not come`)
    parts.push(partOf(message))
    left = message.info.pending
  }
  const bundle = newestBundle(parts)
  return bundle ? ok(bundle) : fail('FILE_READ_FAILED', `${terminalText(whose)} has sent no whole bundle`)
}

function partOf(message: JsMsg): BundlePart {
  const header = (name: string): string => message.headers?.get(name) ?? ''
  return {
    id: header(BUNDLE_HEADERS.id),
    part: Number(header(BUNDLE_HEADERS.part)),
    of: Number(header(BUNDLE_HEADERS.of)),
    sha256: header(BUNDLE_HEADERS.sha256),
    bytes: message.data,
  }
}
