import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { jetstream } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { type Command, commandSchema, type Order, orderSchema } from '#src/fleet/command.ts'
import { commandSubject, type FleetTerminal, terminalText } from '#src/fleet/names.ts'
import { fail, ok, type Result } from '#src/result.ts'
import { parsed, type Wrong, wrong } from '../command-line.ts'
import type { Keyboard } from '../passphrase.ts'
import { withBroker } from './broker.ts'
import { listMembers } from './members.ts'
import { openSeal, type Seal } from './sealed.ts'
import { folderOf, isName, noName, type Subcommand } from './subcommand.ts'

export interface CommandTask {
  readonly kind: 'command'
  readonly site: string
  /** Undefined: all that are enrolled for the site. */
  readonly terminal: string | undefined
  readonly order: Order
  readonly by: string
  readonly hours: number
  readonly key: string
  readonly folder: string
}

const DEFAULT_HOURS = '24'
const MOST_HOURS = 168

export function readCommandTask(args: readonly string[], cwd: string): CommandTask | Wrong {
  const read = parsed({
    args: [...args],
    allowPositionals: true,
    options: {
      ...{ in: { type: 'string' }, key: { type: 'string' }, by: { type: 'string' } },
      ...{ site: { type: 'string' }, hours: { type: 'string', default: DEFAULT_HOURS } },
    },
  })
  if (typeof read === 'string') return wrong(read)
  const { values, positionals } = read
  const names = values.site === undefined ? positionals.slice(0, 2) : [values.site]
  const [site, terminal] = names
  const [type, reason, ...more] = values.site === undefined ? positionals.slice(2) : positionals
  if (site === undefined || (values.site === undefined && terminal === undefined))
    return wrong('Name a site and a terminal, or --site SITE.')
  const unfit = names.find((name) => !isName(name))
  if (unfit !== undefined) return noName(unfit)
  const order = orderOf(type, reason)
  if (typeof order === 'string' || more.length > 0)
    return wrong(typeof order === 'string' ? order : 'Put the reason in quotes.')
  const folder = folderOf(values.in, cwd)
  if (typeof folder !== 'string') return folder
  if (values.key === undefined) return wrong("Name the operator's key with --key.")
  const { by = '' } = values
  if (!commandSchema.shape.by.safeParse(by).success)
    return wrong('Say with --by who you are, in at most 40 letters.')
  const hours = Number(values.hours)
  if (!(hours > 0 && hours <= MOST_HOURS)) return wrong(`--hours is a number up to ${MOST_HOURS}.`)
  return { kind: 'command', site, terminal, order, by, hours, folder, key: resolve(cwd, values.key) }
}

function orderOf(type: string | undefined, reason: string | undefined): Order | string {
  const order = orderSchema.safeParse(reason === undefined ? { type } : { type, reason })
  if (order.success) return order.data
  return type === 'out-of-service'
    ? 'Give a reason that people at the terminal read: one line of at most 120 letters.'
    : 'Say restart, update, send-logs, out-of-service "REASON" or in-service.'
}

const keyboard: Keyboard = { env: process.env, input: process.stdin, output: process.stderr }

export const command: Subcommand = {
  help: `  npm run fleet -- command SITE TERMINAL ORDER --key FILE --by NAME [--hours N] --in FOLDER
  npm run fleet -- command --site SITE ORDER …          all of the site, a signed command each
                          ORDER: restart, update, send-logs, out-of-service "REASON",
                          in-service; a terminal that does not hear of it for N hours
                          (${DEFAULT_HOURS}, at most ${MOST_HOURS}) does not do it any more`,
  async run(args, cwd) {
    const task = readCommandTask(args, cwd)
    if (task.kind === 'wrong') return task
    const terminals = await terminalsOf(task)
    if (!terminals.ok) return terminals
    const seal = await openSeal(task.key, keyboard)
    if (!seal.ok) return seal
    return withBroker(task.folder, (connection) =>
      giveCommands(connection, commandsFor(task, terminals.value, Date.now()), seal.value),
    )
  },
}

async function terminalsOf({ folder, site, terminal }: CommandTask): Promise<Result<FleetTerminal[]>> {
  if (terminal !== undefined) return ok([{ site, terminal }])
  const members = await listMembers(folder)
  if (!members.ok) return members
  const found = members.value.flatMap((member) =>
    member.role === 'terminal' && member.site === site ? [{ site, terminal: member.name }] : [],
  )
  return found.length > 0 ? ok(found) : fail('CONFIG_INVALID', `no terminal of ${site} is enrolled`)
}

/** A command of its own for each. */
export const commandsFor = (
  { order, by, hours }: Pick<CommandTask, 'order' | 'by' | 'hours'>,
  terminals: readonly FleetTerminal[],
  now: number,
): Command[] =>
  terminals.map((whose) => ({
    kind: 'tapsyr-command',
    id: `0x${randomBytes(16).toString('hex')}`,
    ...whose,
    issuedAt: now,
    expiresAt: now + Math.round(hours * 3_600_000),
    by,
    command: order,
  }))

/** Gives them to the broker; which it has, in words. */
export async function giveCommands(
  connection: NatsConnection,
  commands: readonly Command[],
  seal: Seal,
): Promise<Result<string>> {
  const lines: string[] = []
  for (const each of commands) {
    try {
      await jetstream(connection).publish(commandSubject(each), seal(each), { msgID: each.id })
    } catch (error) {
      return fail('FLEET_UNREACHABLE', [...lines, `${terminalText(each)}: ${error}`].join('\n'))
    }
    const until = new Date(each.expiresAt).toISOString()
    lines.push(`${terminalText(each)}  ${each.command.type}  ${each.id}  until ${until}`)
  }
  return ok(lines.join('\n'))
}
